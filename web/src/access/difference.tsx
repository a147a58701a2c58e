import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { Button, Empty, Failed, Icon } from "@/ui";
import { useRoles } from "./calls";
import type { Counted, Difference, ObjectTurn, Sides, Turn } from "./shapes";
import { useAccessWords } from "./words";

/** One thing somebody gains or loses: the sign says which, the colour only repeats it. */
function Said({ gain, children }: { gain: boolean; children: string }) {
  const words = useAccessWords();
  return (
    <span className={gain ? "acc-gain" : "acc-loss"}>
      <Icon
        name={gain ? "plus" : "minus"}
        size="s"
        label={gain ? words.difference.gains : words.difference.loses}
      />
      {children}
    </span>
  );
}

function useNames() {
  const label = useLabel();
  const words = useAccessWords();
  const { data } = useRoles();
  const object = (name: string) => data?.objects.find((each) => each.name === name);
  return {
    object: (name: string) => label(object(name)?.label, name),
    fields: (of: string, names: string[]) =>
      names
        .map((name) => label(object(of)?.fields.find((each) => each.name === name)?.label, name))
        .join(words.and),
    role: (key: string) => label(data?.items.find((each) => each.key === key)?.label, key),
    permission: (key: string) => label(data?.permissions.find((each) => each.key === key)?.label, key),
  };
}

/** Who gains and loses what, by person and object: counts, never contents. */
export function DifferenceView({ difference }: { difference: Difference }) {
  const words = useAccessWords();
  const { people } = difference;
  if (people.length === 0) return <Empty title={words.difference.none}>{words.difference.noneText}</Empty>;
  const gaining = people.filter((turn) => gains(turn)).length;
  const losing = people.filter((turn) => loses(turn)).length;
  return (
    <>
      <p className="acc-sum">
        <b>{words.difference.title(number(people.length))}</b>
        <span className="mut">{words.difference.sum(number(gaining), number(losing))}</span>
        <span className="mut">{words.difference.same(number(difference.unchanged))}</span>
        {difference.estimated ? <span className="wait sm">{words.difference.estimated}</span> : null}
        <span className="dim">{words.difference.day(difference.day)}</span>
      </p>
      <div className="acc-scroll">
        <table className="tb acc-diff" aria-label={words.titles.difference}>
          <thead>
            <tr>
              <th scope="col">{words.difference.person}</th>
              <th scope="col">{words.difference.object}</th>
              <th scope="col">{words.difference.gains}</th>
              <th scope="col">{words.difference.loses}</th>
            </tr>
          </thead>
          {people.map((turn) => (
            <Person key={turn.person.id} turn={turn} />
          ))}
        </table>
      </div>
    </>
  );
}

const sidesOf = (turn: ObjectTurn): Sides[] =>
  [turn.rights, turn.fields_read, turn.fields_written].filter((each) => each !== undefined);
const gains = (turn: Turn) =>
  turn.permissions.gained.length > 0 ||
  turn.objects.some(
    (each) =>
      (each.read?.gained ?? 0) + (each.write?.gained ?? 0) > 0 ||
      sidesOf(each).some((side) => side.gained.length > 0),
  );
const loses = (turn: Turn) =>
  turn.permissions.lost.length > 0 ||
  turn.objects.some(
    (each) =>
      (each.read?.lost ?? 0) + (each.write?.lost ?? 0) > 0 ||
      sidesOf(each).some((side) => side.lost.length > 0),
  );

function Person({ turn }: { turn: Turn }) {
  const words = useAccessWords();
  const names = useNames();
  const permissions = turn.permissions.gained.length + turn.permissions.lost.length > 0;
  const [was, will] = turn.roles;
  const given = will.filter((key) => !was.includes(key));
  const taken = was.filter((key) => !will.includes(key));
  const roles = given.length + taken.length > 0;
  const lines = turn.objects.length + (permissions ? 1 : 0) + (roles ? 1 : 0);
  const head = (
    <th scope="rowgroup" rowSpan={Math.max(lines, 1)}>
      <b>{turn.person.label}</b>
      <br />
      <span className="sm dim">
        {turn.gone ? words.difference.gone : will.map(names.role).join(words.and)}
      </span>
    </th>
  );
  const rest = [
    ...(roles
      ? [
          {
            key: "roles",
            name: words.difference.roles,
            gained: given.map(names.role),
            lost: taken.map(names.role),
          },
        ]
      : []),
    ...(permissions
      ? [
          {
            key: "permissions",
            name: words.difference.permissions,
            gained: turn.permissions.gained.map(names.permission),
            lost: turn.permissions.lost.map(names.permission),
          },
        ]
      : []),
  ];
  return (
    <tbody data-person={turn.login}>
      {rest.map((line, index) => (
        <tr key={line.key}>
          {index === 0 ? head : null}
          <td>{line.name}</td>
          <td>{line.gained.length ? <Said gain>{line.gained.join(words.and)}</Said> : null}</td>
          <td>{line.lost.length ? <Said gain={false}>{line.lost.join(words.and)}</Said> : null}</td>
        </tr>
      ))}
      {turn.objects.map((each, index) => (
        <tr key={each.object} data-turn={each.object}>
          {index === 0 && rest.length === 0 ? head : null}
          <td>
            {names.object(each.object)}
            <Counts turn={each} />
          </td>
          <td>
            <Side turn={each} gain names={names} />
            <Uncounted turn={each} />
          </td>
          <td>
            <Side turn={each} gain={false} names={names} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** What is reached through other records is not estimated: that nothing changes must not be read from it. */
function Uncounted({ turn: { read } }: { turn: ObjectTurn }) {
  const words = useAccessWords();
  if (!read?.estimated || read.gained + read.lost > 0) return null;
  return <span className="sm wait">{words.difference.uncounted}</span>;
}

function Counts({ turn }: { turn: ObjectTurn }) {
  const words = useAccessWords();
  const { read } = turn;
  if (!read || (read.estimated && read.gained + read.lost === 0)) return null;
  return (
    <span className="sm dim n acc-n">{words.difference.fromTo(number(read.before), number(read.after))}</span>
  );
}

function Side({
  turn,
  gain,
  names,
}: {
  turn: ObjectTurn;
  gain: boolean;
  names: ReturnType<typeof useNames>;
}) {
  const words = useAccessWords();
  const say = words.difference;
  const side = gain ? "gained" : "lost";
  const said: string[] = [];
  const size = (counted: Counted) => {
    const count = number(counted[side]);
    return counted.estimated ? say.about(count) : count;
  };
  if (turn.read?.[side]) said.push((gain ? say.gainedOf : say.lostOf)(size(turn.read)));
  if (turn.write?.[side]) said.push((gain ? say.writeGained : say.writeLost)(size(turn.write)));
  const rights = turn.rights?.[side] ?? [];
  if (rights.length) {
    const verbs = rights.map((verb) => (words.verbs as Record<string, string>)[verb] ?? verb).join(words.and);
    said.push((gain ? say.may : say.mayNot)(verbs));
  }
  const seen = turn.fields_read?.[side] ?? [];
  if (seen.length) said.push((gain ? say.fieldSeen : say.fieldGone)(names.fields(turn.object, seen)));
  const written = turn.fields_written?.[side] ?? [];
  if (written.length)
    said.push((gain ? say.fieldWritten : say.fieldFrozen)(names.fields(turn.object, written)));
  return (
    <ul>
      {said.map((text) => (
        <li key={text}>
          <Said gain={gain}>{text}</Said>
        </li>
      ))}
    </ul>
  );
}

/** Look through the eyes of those it changed, to check. */
export function ViewButtons({ people }: { people: { login: string; name: string }[] }) {
  const words = useAccessWords();
  const client = useQueryClient();
  const { data: me } = useMe();
  const { cause, attempt } = useTrying();
  if (!me?.permissions.includes("access:view_as")) return null;
  const view = async (login: string) => {
    await attempt(async () => {
      await api("/session/view-as", { method: "POST", body: { login } });
      await client.resetQueries();
    });
  };
  return (
    <>
      {cause ? <Failed cause={cause} /> : null}
      <p className="row acc-views">
        {people.map((each) => (
          <Button key={each.login} small icon="eye" onClick={() => void view(each.login)}>
            {words.difference.view(each.name)}
          </Button>
        ))}
      </p>
    </>
  );
}
