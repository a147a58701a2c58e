import type { ReactNode } from "react";
import { number, shortDay } from "@/app/format";
import { NameOf } from "@/events/change";
import { Table } from "@/ui";
import type { Decision, GivingRule, Skipped } from "./shapes";
import { useRoutingWords } from "./words";

interface Row {
  key: string;
  who: ReactNode;
  waiting: string;
  points: string;
  verdict: ReactNode;
}

/** How many others were left after the last layer; a decision names the nearest of them only. */
export function fitting({ sieve = [], who, others = [] }: Decision): number {
  return Math.max(others.length, (sieve[sieve.length - 1] ?? 0) - (who ? 1 : 0));
}

interface WhyNotProps {
  decision: Decision;
  rule: GivingRule | undefined;
}

/** Who got it, who comes next, and who was passed over for which reason. */
export function WhyNot({ decision, rule }: WhyNotProps) {
  const words = useRoutingWords();
  const said = useSkipped(rule);
  const { who, fit = {}, others = [], skipped = [] } = decision;
  const points = Object.entries(fit) as [keyof typeof words.fit, number][];
  const rows: Row[] = [];
  if (who)
    rows.push({
      key: who,
      who: (
        <b>
          <NameOf object="person" id={who} />
        </b>
      ),
      waiting: decision.load === undefined ? "" : number(decision.load),
      points: points.length ? number(points.reduce((sum, [, each]) => sum + each, 0)) : "",
      verdict: (
        <b>
          {[points.map(([name, each]) => `${words.fit[name]} ${number(each)}`).join(" · "), words.chosen]
            .filter(Boolean)
            .join(" — ")}
        </b>
      ),
    });
  for (const [id, load, sum] of others)
    rows.push({
      key: id,
      who: <NameOf object="person" id={id} />,
      waiting: number(load),
      points: sum ? number(sum) : "",
      verdict: words.next,
    });
  const unnamed = fitting(decision) - others.length;
  if (unnamed > 0)
    rows.push({
      key: "more",
      who: <span className="dim">{words.more(number(unnamed))}</span>,
      waiting: "",
      points: "",
      verdict: words.next,
    });
  for (const group of skipped) rows.push(...said(group));
  return (
    <Table<Row>
      label={words.whyNot}
      rows={rows}
      keyOf={(row) => row.key}
      columns={[
        { key: "who", head: words.person, cell: (row) => row.who, width: "26%" },
        { key: "waiting", head: words.waiting, cell: (row) => row.waiting, figure: true, width: 72 },
        { key: "points", head: words.points, cell: (row) => row.points, figure: true, width: 72 },
        { key: "verdict", head: words.verdict, cell: (row) => row.verdict },
      ]}
    />
  );
}

/** One reason: those it names, and how many more there were. */
function useSkipped(rule: GivingRule | undefined): (group: Skipped) => Row[] {
  const words = useRoutingWords();
  return ({ why, layer, n, people }) => {
    const below = layer !== null ? rule?.layers[layer]?.below : null;
    const verdict = (figure: number | string | null | undefined) => {
      if (why === "load" && typeof figure === "number")
        return below ? words.full(number(figure), number(below)) : words.why.load;
      if (why === "away" && typeof figure === "string") return words.awayUntil(shortDay(figure));
      return words.why[why];
    };
    const rows = people.map(([id, figure]) => ({
      key: `${why}${layer ?? ""}${id}`,
      who: (
        <span className="dim">
          <NameOf object="person" id={id} />
        </span>
      ),
      waiting: why === "load" && figure !== null && figure !== undefined ? number(figure) : "",
      points: "",
      verdict: <span className="gv-cut">{verdict(figure)}</span>,
    }));
    if (n > people.length)
      rows.push({
        key: `${why}${layer ?? ""}more`,
        who: <span className="dim">{words.others(number(n))}</span>,
        waiting: "",
        points: "",
        verdict: <span className="gv-cut">{words.why[why]}</span>,
      });
    return rows;
  };
}
