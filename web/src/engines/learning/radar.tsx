import { useState } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Chart, type ChartSpec } from "@/charts";
import { inShort } from "@/insight/boards/said";
import { useBoardWords } from "@/insight/boards/words";
import { Door, Section, Table, type Column } from "@/ui";
import { PickOne } from "@/ui/antd";
import { FAR, figureOf, meanOf, medianOf, reach } from "./figures";
import type { Behaviour, Best, Person } from "./shapes";
import { useLearningWords } from "./words";

interface RadarProps {
  best: Best;
  onOpen: (key: string) => void;
}

/** One person against the best and the median of his team; each spoke opens what it is made of. */
export function Radar({ best, onOpen }: RadarProps) {
  const { best: words } = useLearningWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const person = best.people.find((each) => each.id === chosen) ?? best.people[0];
  const spokes = best.behaviours.filter((each) => each.best.mean !== null);
  if (!person || spokes.length < 3) return null;
  return (
    <Section
      title={words.radar}
      note={words.radarNote}
      extra={
        <PickOne
          label={words.person}
          value={person.id}
          options={best.people.map((each) => ({ value: each.id, label: each.label }))}
          width={130}
          onChange={setChosen}
        />
      }
    >
      <Picture spokes={spokes} person={person} />
      <Spokes spokes={spokes} person={person} least={best.least_cases} onOpen={onOpen} />
    </Section>
  );
}

interface SpokesProps {
  spokes: Behaviour[];
  person: Person;
}

function Picture({ spokes, person }: SpokesProps) {
  const { best: words } = useLearningWords();
  const { units } = useBoardWords();
  const label = useLabel();
  const point = (each: Behaviour, value: string | null, said: string) => ({
    value: reach(each, value),
    said,
  });
  const own = (each: Behaviour) => {
    const figure = figureOf(each, person.id);
    const value = figure?.enough && typeof figure.value !== "object" ? figure.value : null;
    return point(each, value === null ? null : String(value), inShort(value, each.unit, units));
  };
  const middle = (each: Behaviour) => {
    const value = medianOf(each, person);
    return point(each, value, meanOf(value, each.unit, units));
  };
  const spec: ChartSpec = {
    kind: "radar",
    label: words.radarOf(person.label),
    axis: words.spoke,
    categories: spokes.map((each) => label(each.label, each.key)),
    ends: spokes.map(() => FAR),
    tick: (value) => number(value),
    series: [
      { key: "mine", name: person.label, look: "fact", points: spokes.map(own) },
      {
        key: "best",
        name: words.average,
        look: "before",
        points: spokes.map((each) => point(each, each.best.mean, meanOf(each.best.mean, each.unit, units))),
      },
      {
        key: "team",
        name: `${person.team?.label ?? ""} ${words.median}`.trim(),
        look: "plan",
        points: spokes.map(middle),
      },
    ],
  };
  return <Chart spec={spec} height={330} />;
}

function Spokes({
  spokes,
  person,
  least,
  onOpen,
}: SpokesProps & { least: number; onOpen: RadarProps["onOpen"] }) {
  const { best: words } = useLearningWords();
  const { units } = useBoardWords();
  const label = useLabel();
  const columns: Column<Behaviour>[] = [
    { key: "spoke", head: words.spoke, cell: (each) => label(each.label, each.key) },
    {
      key: "mine",
      head: words.mine,
      figure: true,
      cell: (each) => {
        const figure = figureOf(each, person.id);
        if (!figure?.enough) return <span className="dim sm">{words.few(number(least))}</span>;
        const value = inShort(figure.value, each.unit, units);
        return (
          <Door says={`${label(each.label)} ${value}`} onOpen={() => onOpen(each.key)}>
            {value}
          </Door>
        );
      },
    },
    {
      key: "median",
      head: words.median,
      figure: true,
      cell: (each) => meanOf(medianOf(each, person), each.unit, units),
    },
    { key: "best", head: words.top, figure: true, cell: (each) => meanOf(each.best.mean, each.unit, units) },
  ];
  return (
    <Table label={words.radarOf(person.label)} columns={columns} rows={spokes} keyOf={(each) => each.key} />
  );
}
