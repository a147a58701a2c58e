import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { companyDay, date, figure, money, number } from "@/app/format";
import { useLabel, useLanguage, type Label } from "@/app/language";
import { useObject } from "@/app/queries";
import type { RecordRow, Reference } from "@/app/shapes";
import { choiceLabel, isMoney } from "@/app/values";
import { act } from "@/app/writes";
import { Button, Chip, Section, Table, type Column } from "@/ui";
import { useStageLabel } from "./use-labels";
import { useLearningWords } from "./words";
import "./learning.css";

interface Difference {
  field: string;
  label: Label | null;
  here: unknown;
  there: unknown;
  change_percent: string | null;
}

interface Similar {
  id: string;
  name: string;
  customer: Reference | null;
  deal: Reference | null;
  created_at: string;
  score: number;
  reasons: ("product" | "industry" | "size" | "text")[];
  amount: unknown;
  differences: Difference[];
  passages: [number, number, number][];
  outcome: "won" | "lost" | "open" | null;
  stage: string | null;
  lost_reason: string | null;
}

const TONES = { won: "jade", lost: "plum", open: "line" } as const;

/** The most similar quotations of the past beside this one: why, what differs, and what became of them. */
export function SimilarPart({ row }: { row: RecordRow }) {
  const { similar: words } = useLearningWords();
  const [opened, setOpened] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ["records", "quotation", "similar", row.id, row.version],
    queryFn: async () => (await act<{ similar: Similar[] }>("compare_proposal", {}, row.id)).result.similar,
  });
  if (!data || data.length === 0) return null;
  return (
    <Section thin title={words.title} note={words.note}>
      <ul className="le-similar">
        {data.map((each) => (
          <li key={each.id} data-similar={each.id}>
            <Head each={each} />
            <Button
              small
              aria-expanded={opened === each.id}
              onClick={() => setOpened(opened === each.id ? null : each.id)}
            >
              {opened === each.id ? words.close : words.compare}
            </Button>
            {opened === each.id ? <Beside row={row} each={each} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Head({ each }: { each: Similar }) {
  const { similar: words } = useLearningWords();
  const language = useLanguage();
  const stage = useStageLabel();
  const reasons = useObject("deal").data?.fields.find((field) => field.name === "lost_reason");
  const amount = isMoney(each.amount) ? figure(each.amount.amount) : null;
  return (
    <div className="grow">
      <p className="row">
        <Link className="reach" to={`/o/quotation/${each.id}`}>
          <b>{each.name}</b>
        </Link>
        {each.outcome ? <Chip tone={TONES[each.outcome]}>{words.outcome[each.outcome]}</Chip> : null}
        {each.outcome === "lost" && each.lost_reason ? (
          <span className="sm mut">{choiceLabel(reasons, each.lost_reason, language)}</span>
        ) : null}
        {each.outcome === "open" && each.stage ? <span className="sm mut">{stage(each.stage)}</span> : null}
      </p>
      <p className="sm mut">
        {[
          each.customer?.label,
          date(companyDay(each.created_at)),
          amount ? `${amount.n} ${amount.unit}` : "",
          words.alike(number(each.score)),
          each.reasons.map((reason) => words.reason[reason]).join(language === "zh" ? "、" : ", "),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}

function Beside({ row, each }: { row: RecordRow; each: Similar }) {
  const { similar: words } = useLearningWords();
  const label = useLabel();
  const language = useLanguage();
  const shape = useObject("quotation").data;
  const said = (field: string, value: unknown) => {
    if (value === null || value === undefined) return "—";
    if (isMoney(value)) return money(value.amount, value.currency, language);
    const known = shape?.fields.find((one) => one.name === field);
    return known?.options?.choices ? choiceLabel(known, value, language) : String(value);
  };
  const columns: Column<Difference>[] = [
    { key: "what", head: "", cell: (one) => (one.label ? label(one.label) : words.validDays) },
    { key: "here", head: words.here, figure: true, cell: (one) => said(one.field, one.here) },
    { key: "there", head: words.there, figure: true, cell: (one) => said(one.field, one.there) },
    {
      key: "more",
      head: "",
      figure: true,
      width: 90,
      cell: (one) =>
        one.change_percent === null
          ? ""
          : `${Number(one.change_percent) > 0 ? "+" : ""}${number(one.change_percent)} %`,
    },
  ];
  const name = String(row["name"] ?? "");
  return (
    <div className="le-beside">
      {each.differences.length === 0 ? (
        <p className="sm dim">{words.same}</p>
      ) : (
        <Table label={words.title} columns={columns} rows={each.differences} keyOf={(one) => one.field} />
      )}
      <p className="sm">
        <Marked text={name} passages={each.passages.map(([here, , size]) => [here, size])} />
        <br />
        <Marked text={each.name} passages={each.passages.map(([, there, size]) => [there, size])} />
      </p>
    </div>
  );
}

/** A text with the passages both have in common marked. */
function Marked({ text, passages }: { text: string; passages: [number, number][] }) {
  const signs = [...text];
  const parts = [];
  let at = 0;
  for (const [begin, size] of [...passages].sort((a, b) => a[0] - b[0])) {
    parts.push(signs.slice(at, begin).join(""));
    parts.push(<mark key={begin}>{signs.slice(begin, begin + size).join("")}</mark>);
    at = begin + size;
  }
  return (
    <>
      {parts}
      {signs.slice(at).join("")}
    </>
  );
}
