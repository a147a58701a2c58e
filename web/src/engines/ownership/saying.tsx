import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { useObject, useObjects } from "@/app/queries";
import { regionName, useRegions } from "@/app/regions";
import { choiceLabel } from "@/app/values";
import type { Against, Counts } from "./queries";
import { useOwnershipWords } from "./words";

/** A refusal in one line, with what would make it pass. */
export function saidOf(refused: unknown): string {
  if (!(refused instanceof Refusal)) throw refused;
  return [refused.message, refused.remedy].filter(Boolean).join(" ");
}

/** Everything that stands against a claim, each with its remedy. */
export function AgainstList({ against }: { against: Against[] }) {
  const words = useOwnershipWords();
  return (
    <ul className="own-no" aria-label={words.why}>
      {against.map((each) => (
        <li key={each.code}>
          <b>{each.message}</b>
          <span className="sm mut">{each.remedy}</span>
        </li>
      ))}
    </ul>
  );
}

/** The label of a choice of a customer's, and of his division. */
export function useCustomerSaying() {
  const language = useLanguage();
  const regions = useRegions();
  const fields = useObject("customer").data?.fields;
  const choice = (name: string, key: string | null | undefined) =>
    key
      ? choiceLabel(
          fields?.find((each) => each.name === name),
          key,
          language,
        )
      : "";
  const place = (code: string | null | undefined) => (code ? regionName(regions, code, language) : "");
  return { choice, place };
}

const ORDER = [
  "customer",
  "contact",
  "deal",
  "activity",
  "communication",
  "quotation",
  "contract",
  "order",
  "work_item",
  "approval",
  "approval_task",
  "lead",
];

/** Objects of counts in a steady order, with what they are called. */
export function useCounted(): (counts: Counts) => { object: string; label: string; count: number }[] {
  const { data: objects = [] } = useObjects();
  const label = useLabel();
  return (counts) =>
    ORDER.filter((name) => counts[name]).map((name) => ({
      object: name,
      label: label(objects.find((each) => each.name === name)?.label, name),
      count: counts[name] ?? 0,
    }));
}

/** What there is of each object, in one line. */
export function CountLine({ counts, title }: { counts: Counts; title?: string }) {
  const words = useOwnershipWords();
  const counted = useCounted()(counts);
  if (counted.length === 0) return null;
  return (
    <span className="row own-counts">
      {title ? <span className="sm dim">{title}</span> : null}
      {counted.map((each) => (
        <span key={each.object} className="sm n">
          {words.counted(number(each.count), each.label)}
        </span>
      ))}
    </span>
  );
}
