import { useState } from "react";
import { Refusal } from "@/app/api";
import { date, number } from "@/app/format";
import { useMe } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { listAddress } from "@/records/ask";
import { Button, Chip, Door, Section, Table, type Column } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { Trait } from "./queries";
import { useSteps } from "./queries";
import { KINDS, useStarting, type Kind } from "./starting";
import { useTraitName } from "./trait-name";
import { useChurnWords } from "./words";

const TONES = { helps: "jade", harms: "plum", unclear: "line", too_few: "plain" } as const;

/** Three buttons: each starts an intervention for the churned of a department, perhaps of one trait alone. */
export function Starting({ unit, traits }: { unit: string; traits: Trait[] }) {
  const words = useChurnWords();
  const named = useTraitName();
  const me = useMe().data;
  const [trait, setTrait] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const { busy, cause, start } = useStarting(unit);
  if (!me || me.view_as) return null;
  const about = { push: words.pushAbout, weight: words.weightAbout, expert: words.expertAbout };
  const run = async (kind: Kind) => setNote(await start(kind, trait));
  const refused = cause instanceof Refusal ? [cause.message, cause.remedy].filter(Boolean).join(" ") : "";
  return (
    <Section
      title={words.act}
      note={words.actNote}
      extra={
        <PickOne
          label={words.whom}
          value={trait ?? ""}
          options={[
            { value: "", label: words.everybody },
            ...traits.map((each) => ({ value: each.trait, label: named(each.trait) })),
          ]}
          width={190}
          onChange={(said) => setTrait(said || null)}
        />
      }
    >
      <div className="cu-acts">
        {KINDS.map((kind) => (
          <div key={kind}>
            <Button disabled={busy} onClick={() => void run(kind)}>
              {words[kind]}
            </Button>
            <span className="sm mut">{about[kind]}</span>
          </div>
        ))}
      </div>
      <p className="cu-note" role="status">
        {refused || note}
      </p>
    </Section>
  );
}

const points = (said: unknown): string =>
  number(String(said ?? "0"), { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What interventions came to: both groups, the difference with its interval, and a verdict. */
export function Effects({ unit }: { unit: string }) {
  const words = useChurnWords();
  const rows = useSteps(unit);
  const side = (row: RecordRow, back: string, all: string, treated: boolean) => {
    const whole = Number(row[all] ?? 0);
    const said =
      row["state"] === "measured"
        ? words.of(number(Number(row[back] ?? 0)), number(whole), share(Number(row[back] ?? 0), whole))
        : number(whole);
    const to = listAddress("churn_member", ["and", ["step", "=", row.id], ["treated", "=", treated]]);
    return (
      <Door says={said} to={to}>
        {said}
      </Door>
    );
  };
  const columns: Column<RecordRow>[] = [
    { key: "title", head: words.step, cell: (row) => String(row["title"] ?? "") },
    {
      key: "treated",
      head: words.treated,
      figure: true,
      cell: (row) => side(row, "treated_back", "treated", true),
    },
    { key: "held", head: words.held, figure: true, cell: (row) => side(row, "held_back", "held", false) },
    {
      key: "difference",
      head: words.difference,
      cell: (row) =>
        row["difference"] === null || row["difference"] === undefined
          ? "—"
          : words.interval(points(row["difference"]), points(row["low"]), points(row["high"])),
    },
    { key: "verdict", head: words.verdict, cell: (row) => <Verdict row={row} /> },
  ];
  return (
    <Section title={words.steps} note={words.stepsNote}>
      {rows && rows.length > 0 ? (
        <Table label={words.steps} columns={columns} rows={rows} keyOf={(row) => row.id} />
      ) : (
        <p className="mut">{words.noSteps}</p>
      )}
    </Section>
  );
}

const share = (part: number, whole: number): string =>
  whole ? `${number(Math.round((100 * part) / whole))}%` : "—";

function Verdict({ row }: { row: RecordRow }) {
  const words = useChurnWords();
  if (row["state"] !== "measured")
    return <span className="sm mut">{words.running(date(String(row["measured_on"] ?? "")))}</span>;
  const verdict = String(row["verdict"] ?? "too_few");
  return <Chip tone={TONES[verdict as keyof typeof TONES]}>{words.verdicts[verdict] ?? verdict}</Chip>;
}
