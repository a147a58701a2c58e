import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { act } from "@/app/writes";
import { useBoardWords } from "@/insight/boards/words";
import { Button, Chip, Door, Section, Table, type Column } from "@/ui";
import { say } from "@/ui/notice";
import { meanOf } from "./figures";
import type { Behaviour, Best } from "./shapes";
import { useLearningWords } from "./words";

const TONES = { clear: "jade", unclear: "line", few: "plain" } as const;

interface DifferencesProps {
  best: Best;
  onOpen: (key: string) => void;
}

const times = (ratio: string) => `${number(ratio, { maximumFractionDigits: 2 })} ×`;

/** Every behaviour of the best beside the others', with how easily chance would do the same. */
export function Differences({ best, onOpen }: DifferencesProps) {
  const { best: words } = useLearningWords();
  const { units } = useBoardWords();
  const label = useLabel();
  const side = (each: Behaviour, which: "best" | "rest") => (
    <span className="le-side">
      <b>{meanOf(each[which].mean, each.unit, units)}</b>
      <span className="sm dim">{words.people(number(each[which].people))}</span>
    </span>
  );
  const columns: Column<Behaviour>[] = [
    {
      key: "what",
      head: words.behaviour,
      cell: (each) => (
        <>
          <span>{label(each.label, each.key)}</span>
          <span className="sm dim le-about">{label(each.about)}</span>
        </>
      ),
    },
    { key: "best", head: words.top, figure: true, cell: (each) => side(each, "best"), width: 118 },
    { key: "rest", head: words.rest, figure: true, cell: (each) => side(each, "rest"), width: 118 },
    {
      key: "ratio",
      head: words.ratio,
      figure: true,
      width: 84,
      cell: (each) =>
        each.ratio === null ? (
          "—"
        ) : (
          <Door says={`${label(each.label)} ${times(each.ratio)}`} onOpen={() => onOpen(each.key)}>
            {times(each.ratio)}
          </Door>
        ),
    },
    {
      key: "verdict",
      head: "",
      width: 190,
      cell: (each) => (
        <span className="le-verdict">
          <Chip tone={TONES[each.verdict]}>{words.verdict[each.verdict]}</Chip>
          {each.chance === null ? null : <span className="sm dim">{words.chance(share(each.chance))}</span>}
        </span>
      ),
    },
    { key: "keep", head: "", width: 120, cell: (each) => <Keep behaviour={each} /> },
  ];
  return (
    <Section title={words.differences}>
      <Table label={words.differences} columns={columns} rows={best.behaviours} keyOf={(each) => each.key} />
    </Section>
  );
}

const share = (chance: string): string =>
  number(Number(chance) * 100, { maximumFractionDigits: Number(chance) < 0.01 ? 2 : 1 });

/** One tap, and the difference is a figure of the company. */
function Keep({ behaviour }: { behaviour: Behaviour }) {
  const { best: words } = useLearningWords();
  const label = useLabel();
  const client = useQueryClient();
  const { data: me } = useMe();
  const [busy, setBusy] = useState(false);
  if (behaviour.kept) {
    return (
      <Link className="sm reach" to="/insight/metrics">
        {words.kept}
      </Link>
    );
  }
  if (!behaviour.offered) return <span className="sm dim">{words.notOffered}</span>;
  if (!me?.permissions.includes("schema:design") || me.view_as) return null;
  const keep = async () => {
    setBusy(true);
    try {
      await act("keep_behaviour", { key: behaviour.key });
      say(words.madeMetric(label(behaviour.label)));
      await client.invalidateQueries({ queryKey: ["learning", "best"] });
      await client.invalidateQueries({ queryKey: ["metrics"] });
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    }
    setBusy(false);
  };
  return (
    <Button small disabled={busy} onClick={() => void keep()}>
      {words.keep}
    </Button>
  );
}
