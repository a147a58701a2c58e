import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { inShort, size } from "@/insight/boards/said";
import { useBoardWords } from "@/insight/boards/words";
import { listAddress } from "@/records/ask";
import { Chip, Door, Panel } from "@/ui";
import { meanOf } from "./figures";
import type { Behaviour, Best, Figure } from "./shapes";
import { useLearningWords } from "./words";

interface OriginProps {
  best: Best;
  behaviour: Behaviour;
  onClose: () => void;
}

/** 来历 of a difference: each person's figure with its arithmetic and the records behind it. */
export function OriginPanel({ best, behaviour, onClose }: OriginProps) {
  const { best: words } = useLearningWords();
  const { units } = useBoardWords();
  const label = useLabel();
  const top = new Set(best.people.filter((each) => each.best).map((each) => each.id));
  const way = behaviour.direction === "more" ? -1 : 1;
  const rows = [...behaviour.rows].sort(
    (a, b) => Number(b.enough) - Number(a.enough) || way * ((size(a.value) ?? 0) - (size(b.value) ?? 0)),
  );
  const { best: here, rest } = behaviour;
  return (
    <Panel title={words.origin(label(behaviour.label))} onClose={onClose}>
      <p className="sm">{label(behaviour.about)}</p>
      <p className="n le-sum" data-arithmetic>
        {meanOf(here.mean, behaviour.unit, units)} / {meanOf(rest.mean, behaviour.unit, units)} ={" "}
        {behaviour.ratio ?? "—"} ×
      </p>
      <p className="sm mut">
        {words.top} {words.people(number(here.people))} · {words.rest} {words.people(number(rest.people))} ·{" "}
        {words.verdict[behaviour.verdict]}
      </p>
      <ul className="lines le-people">
        {rows.map((row) => (
          <li key={row.group.owner.id}>
            <span className="grow">
              <span className="row">
                <b>{row.group.owner.label}</b>
                {top.has(row.group.owner.id) ? <Chip tone="jade">{words.isBest}</Chip> : null}
                {row.enough ? null : <span className="sm dim">{words.few(number(best.least_cases))}</span>}
              </span>
              <span className="d n">{row.arithmetic}</span>
              <Doors behaviour={behaviour} row={row} />
            </span>
            <b className="n">{inShort(row.value, behaviour.unit, units)}</b>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Doors({ behaviour, row }: { behaviour: Behaviour; row: Figure }) {
  const { best: words } = useLearningWords();
  const label = useLabel();
  return (
    <span className="row sm">
      {Object.entries(row.records).map(([name, door]) => {
        const term = label(behaviour.terms.find((each) => each.name === name)?.label, name);
        return (
          <Door
            key={name}
            says={words.openRecords(`${row.group.owner.label} ${term}`, number(door.count))}
            to={listAddress(door.object, door.filter)}
          >
            {term} {number(door.count)}
          </Door>
        );
      })}
    </span>
  );
}
