import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { inShort } from "@/insight/boards/said";
import { useBoardWords } from "@/insight/boards/words";
import { listAddress } from "@/records/ask";
import { Chip, Door, Section, Table, type Column } from "@/ui";
import type { Best, Person, RecordsDoor } from "./shapes";
import { useLearningWords } from "./words";

/** Of several doors the one with the most records: what the sample is. */
const widest = (doors: Record<string, RecordsDoor>): RecordsDoor | undefined =>
  Object.values(doors).sort((a, b) => b.count - a.count)[0];

/** People by what they achieved; who has too few cases has no place. */
export function Ranking({ best }: { best: Best }) {
  const { best: words } = useLearningWords();
  const { units } = useBoardWords();
  const label = useLabel();
  const places = new Map(best.people.filter((each) => each.placed).map((each, at) => [each.id, at + 1]));
  const columns: Column<Person>[] = [
    {
      key: "place",
      head: words.ranking,
      figure: true,
      width: 60,
      cell: (each) => (each.placed ? number(places.get(each.id) ?? 0) : "—"),
    },
    {
      key: "who",
      head: words.who,
      cell: (each) => (
        <span className="row">
          {each.label}
          {each.best ? <Chip tone="jade">{words.isBest}</Chip> : null}
          {each.placed ? null : <span className="sm dim">{words.noPlace}</span>}
        </span>
      ),
    },
    { key: "team", head: words.team, cell: (each) => each.team?.label ?? "—" },
    {
      key: "value",
      head: label(best.measure.label),
      figure: true,
      cell: (each) => {
        const door = widest(each.records);
        const value = inShort(each.value, best.measure.unit, units);
        return door ? (
          <Door
            says={words.openRecords(`${each.label} ${value}`, number(door.count))}
            to={listAddress(door.object, door.filter)}
          >
            {value}
          </Door>
        ) : (
          value
        );
      },
    },
    { key: "cases", head: words.sample, figure: true, width: 70, cell: (each) => number(each.cases) },
  ];
  return (
    <Section title={words.ranking}>
      <div className="le-tall">
        <Table label={words.ranking} columns={columns} rows={best.people} keyOf={(each) => each.id} />
      </div>
    </Section>
  );
}
