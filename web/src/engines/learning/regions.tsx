import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useBoardWords } from "@/insight/boards/words";
import { Section } from "@/ui";
import { inkOf, meanOf } from "./figures";
import type { Behaviour, Best, Middle } from "./shapes";
import { useLearningWords } from "./words";
import "@/insight/boards/bodies/bodies.css";

interface RegionsProps {
  best: Best;
  onOpen: (key: string) => void;
}

/** Region by behaviour: the median of its people, each cell a door. */
export function Regions({ best, onOpen }: RegionsProps) {
  const { best: words } = useLearningWords();
  const label = useLabel();
  const places = new Map<string, string>();
  for (const each of best.behaviours) for (const one of each.regions) places.set(one.id, one.label);
  if (places.size === 0) return null;
  return (
    <Section title={words.regions} note={words.regionsNote}>
      <div className="bd-scroll">
        <table className="bd-heat le-heat" aria-label={words.regions}>
          <thead>
            <tr>
              <th scope="col">{words.region}</th>
              {best.behaviours.map((each) => (
                <th key={each.key} scope="col" title={label(each.label)}>
                  {label(each.label, each.key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...places].map(([id, name]) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {best.behaviours.map((each) => (
                  <td key={each.key} className={each.regions.some((one) => one.id === id) ? "" : "hatch"}>
                    <Cell
                      behaviour={each}
                      found={each.regions.find((one) => one.id === id)}
                      onOpen={() => onOpen(each.key)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface CellProps {
  behaviour: Behaviour;
  found: Middle | undefined;
  onOpen: () => void;
}

function Cell({ behaviour, found, onOpen }: CellProps) {
  const { best: words } = useLearningWords();
  const { units } = useBoardWords();
  const label = useLabel();
  if (!found) return <span className="ch-unseen">{words.noData}</span>;
  const value = meanOf(found.median, behaviour.unit, units);
  const says = words.cell(found.label, label(behaviour.label), value, number(found.people));
  const step = inkOf(
    behaviour,
    found.median,
    behaviour.regions.map((each) => each.median),
  );
  return (
    <button type="button" className={`bd-cell q${step}`} title={says} aria-label={says} onClick={onOpen}>
      {value}
    </button>
  );
}
