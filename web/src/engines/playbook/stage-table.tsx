import { figure, number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Filter, Process } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { filterOf, listAddress } from "@/records/ask";
import { Door, Section } from "@/ui";
import { inProcess, type Person, type Tally, type Team } from "./use-team";
import { usePlaybookWords } from "./words";

/** Deals by stage and person; every number opens exactly the deals it counts. */
export function StageTable({ process, team }: { process: Process; team: Team }) {
  const words = useDeskWords();
  const { team: playbook } = usePlaybookWords();
  const label = useLabel();
  const open = process.nodes.filter((node) => node.end === null);
  const ended = process.nodes.filter((node) => node.end !== null);
  const nodes = [...open, ...ended];
  const own = inProcess(process);
  const openKeys: Filter = ["and", own, ["stage", "in", open.map((node) => node.key)]];
  const whose = (person: Person): Filter =>
    person.id ? ["owner", "=", person.id] : ["owner", "empty", true];
  return (
    <Section title={words.team.stages} note={words.team.stagesNote}>
      <div className="team-f">
        <table className="tb team">
          <thead>
            <tr>
              <th scope="col">{words.team.person}</th>
              <th scope="col" className="r">
                {words.team.total}
              </th>
              {team.overdue ? (
                <th scope="col" className="r" title={playbook.overdueText}>
                  {playbook.overdue}
                </th>
              ) : null}
              {nodes.map((node) => (
                <th key={node.key} scope="col" className={node.end ? "r end" : "r"}>
                  {label(node.label, node.key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {team.people.map((person) => (
              <tr key={person.id ?? "nobody"}>
                <th scope="row">{person.name || words.team.unowned}</th>
                <Cell
                  tally={person.open}
                  says={`${person.name} ${words.team.total}`}
                  filter={filterOf([whose(person), openKeys])}
                  strong
                />
                {team.overdue ? (
                  <Late n={person.overdue} filter={filterOf([whose(person), team.overdue])} />
                ) : null}
                {nodes.map((node) => (
                  <Cell
                    key={node.key}
                    tally={person.stages.get(node.key)}
                    says={`${person.name} ${label(node.label, node.key)}`}
                    filter={filterOf([whose(person), own, ["stage", "=", node.key]])}
                    end={node.end !== null}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.team.total}</th>
              <Cell tally={team.total} says={words.team.total} filter={openKeys} strong />
              {team.overdue ? (
                <Late n={team.people.reduce((sum, each) => sum + each.overdue, 0)} filter={team.overdue} />
              ) : null}
              {nodes.map((node) => (
                <Cell
                  key={node.key}
                  tally={team.stages.get(node.key)}
                  says={`${words.team.total} ${label(node.label, node.key)}`}
                  filter={filterOf([own, ["stage", "=", node.key]])}
                  end={node.end !== null}
                />
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </Section>
  );
}

/** Deals past their limit, as a door to them. */
function Late({ n, filter }: { n: number; filter: Filter | null }) {
  const { team: words } = usePlaybookWords();
  if (n === 0) return <td className="r n dim">·</td>;
  return (
    <td className="r n risk">
      <Door says={`${words.overdue} ${number(n)}`} to={listAddress("deal", filter, "stage_since")}>
        {number(n)}
      </Door>
    </td>
  );
}

interface CellProps {
  tally: Tally | undefined;
  says: string;
  filter: Filter | null;
  strong?: boolean;
  end?: boolean;
}

function Cell({ tally, says, filter, strong = false, end = false }: CellProps) {
  const classes = ["r", "n", strong ? "strong" : "", end ? "end" : ""].filter(Boolean).join(" ");
  if (!tally || tally.n === 0) return <td className={`${classes} dim`}>·</td>;
  const sum = figure(tally.sum);
  return (
    <td className={classes}>
      <Door says={`${says} ${number(tally.n)}`} to={listAddress("deal", filter, "-amount")}>
        {number(tally.n)}
      </Door>
      {tally.sum > 0 ? (
        <span className="sm mut team-s">
          {sum.n}
          <span className="u">{sum.unit}</span>
        </span>
      ) : null}
    </td>
  );
}
