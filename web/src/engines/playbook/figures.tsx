import { number, shortDay } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { useMe } from "@/app/queries";
import type { Field, ObjectShape, RecordRow } from "@/app/shapes";
import { glance, isBlank } from "@/app/values";
import { useWords } from "@/app/language";
import { useDeskWords } from "@/desk/words";
import { ShowValue } from "@/fields";
import { Door } from "@/ui";

interface FiguresProps {
  shape: ObjectShape;
  row: RecordRow;
  /** Undefined while it is still being read: a nought would be a lie. */
  evidence: RecordRow[] | undefined;
  open: string | null;
  onOpen: (field: string) => void;
}

/** The strip of figures under the title; each opens where it comes from. */
export function Figures({ shape, row, evidence, open, onOpen }: FiguresProps) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const own = useMe().data?.currency ?? "CNY";
  const field = (name: string) => shape.fields.find((each) => each.name === name);
  const amount = field("amount");
  const owner = field("owner");
  const unit = field("unit");
  const days = ["expected_on", "opened_on", "closed_on"]
    .map(field)
    .filter((each): each is Field => each !== undefined && !isBlank(row[each.name]));
  const proven = evidence?.filter((each) => each.state === "proven").length ?? 0;
  const money = amount && !isBlank(row.amount) ? glance(row.amount, own, language) : null;
  return (
    <dl className="kv">
      {amount ? (
        <div>
          <dt>{label(amount.label)}</dt>
          <dd>
            <Door
              says={money ? `${money.n}${money.unit}` : shared.blank}
              open={open === "amount"}
              onOpen={() => onOpen("amount")}
            >
              {money?.n ?? shared.blank}
            </Door>
            {money?.unit ? <span className="u">{money.unit}</span> : null}
          </dd>
        </div>
      ) : null}
      {days.map((each) => (
        <div key={each.name}>
          <dt>{label(each.label)}</dt>
          <dd>
            <Door
              says={shortDay(String(row[each.name]))}
              open={open === each.name}
              onOpen={() => onOpen(each.name)}
            >
              {shortDay(String(row[each.name]))}
            </Door>
          </dd>
        </div>
      ))}
      {evidence ? (
        <div>
          <dt>{words.deal.evidence}</dt>
          <dd>
            <Door
              says={words.deal.evidenceOf(number(proven), number(evidence.length))}
              open={open === "evidence"}
              onOpen={() => onOpen("evidence")}
            >
              {number(proven)}
            </Door>
            <span className="u">/ {number(evidence.length)}</span>
          </dd>
        </div>
      ) : null}
      {owner && row.owner ? (
        <div className="r">
          <dt>{label(owner.label)}</dt>
          <dd className="kv-t">
            <ShowValue field={owner} value={row.owner} dense />
            {unit && row.unit ? (
              <span className="mut">
                {" "}
                <ShowValue field={{ ...unit, type: "person" }} value={row.unit} dense />
              </span>
            ) : null}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
