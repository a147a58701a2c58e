import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button } from "@/ui";
import { Choose, Tick } from "./choose";
import { type Grant, type Grantable, type Reach, REACHES, type Role, VERBS } from "./shapes";
import { useAccessWords } from "./words";

interface MatrixProps {
  objects: Grantable[];
  role: Role;
  base: Role | null;
  change: (part: Partial<Role>) => void;
  open: string | null;
  onOpen: (object: string | null) => void;
}

/** A line for every object, one for all that are not named; a reach each for reading and changing. */
export function Matrix({ objects, role, base, change, open, onOpen }: MatrixProps) {
  const words = useAccessWords();
  const put = (name: string, grant: Grant | null) => {
    const { [name]: _, ...rest } = role.grants;
    change({ grants: grant ? { ...rest, [name]: grant } : rest });
  };
  return (
    <div className="acc-scroll">
      <table className="tb acc-mx" aria-label={words.matrix.title}>
        <thead>
          <tr>
            <th scope="col">{words.matrix.object}</th>
            <th scope="col">{words.matrix.read}</th>
            <th scope="col">{words.matrix.write}</th>
            {VERBS.map((verb) => (
              <th key={verb} scope="col" className="c" title={words.verbsWhy[verb]}>
                {words.verbs[verb]}
              </th>
            ))}
            <th scope="col" className="c">
              {words.matrix.through}
            </th>
            <th scope="col">{words.matrix.rules}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {objects.map((object) => (
            <Line
              key={object.name}
              object={object}
              role={role}
              base={base}
              put={put}
              open={open === object.name}
              onOpen={() => onOpen(open === object.name ? null : object.name)}
            />
          ))}
          <Rest role={role} base={base} put={put} />
        </tbody>
      </table>
    </div>
  );
}

type Put = (name: string, grant: Grant | null) => void;

interface LineProps {
  object: Grantable;
  role: Role;
  base: Role | null;
  put: Put;
  open: boolean;
  onOpen: () => void;
}

function Line({ object, role, base, put, open, onOpen }: LineProps) {
  const words = useAccessWords();
  const label = useLabel();
  const name = label(object.label, object.name);
  const own = role.grants[object.name];
  const grant = own ?? role.grants["*"] ?? {};
  const rules = Object.values(role.fields[object.name] ?? {});
  const hidden = rules.filter((rule) => rule === "hidden").length;
  const above = object.through.map((each) => label(each)).join(words.and);
  const said = rules.length
    ? words.matrix.rulesSaid(number(hidden), number(rules.length - hidden))
    : words.matrix.rulesNone;
  const before = base ? (base.grants[object.name] ?? base.grants["*"] ?? {}) : grant;
  return (
    <tr data-object={object.name} className={open ? "on" : own ? undefined : "acc-inh"}>
      <th scope="row">
        {name} <span className="sm dim">{own || !role.grants["*"] ? "" : words.matrix.inherit}</span>
      </th>
      <Cells
        name={name}
        grant={grant}
        before={before}
        put={(next) => put(object.name, next)}
        owned={object.owned || above !== ""}
      />
      <td className="c">
        {above ? (
          <Tick
            label={words.matrix.may(name, words.matrix.through)}
            title={words.matrix.throughWhy(above)}
            checked={grant.through !== false}
            onChange={(through) => put(object.name, { ...grant, through })}
          />
        ) : null}
      </td>
      <td>
        <Button small aria-expanded={open} onClick={onOpen}>
          <span className="off-screen">{words.matrix.rulesOf(name)}</span>
          {said}
        </Button>
      </td>
      <td className="r">
        {own && role.grants["*"] ? (
          <Button small kind="quiet" onClick={() => put(object.name, null)}>
            {words.matrix.reset}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function Rest({ role, base, put }: { role: Role; base: Role | null; put: Put }) {
  const words = useAccessWords();
  const grant = role.grants["*"] ?? {};
  const before = base ? (base.grants["*"] ?? {}) : grant;
  return (
    <tr data-object="*" className="acc-rest">
      <th scope="row">
        {words.matrix.all}
        <br />
        <span className="sm dim">{words.matrix.allNote}</span>
      </th>
      <Cells name={words.matrix.all} grant={grant} before={before} put={(next) => put("*", next)} owned />
      <td />
      <td />
      <td />
    </tr>
  );
}

interface CellsProps {
  name: string;
  grant: Grant;
  before: Grant;
  put: (grant: Grant) => void;
  /** Without an owner there is nothing between none and all. */
  owned: boolean;
}

function Cells({ name, grant, before, put, owned }: CellsProps) {
  const words = useAccessWords();
  const read = grant.read ?? "none";
  const write = grant.write ?? "none";
  const open = owned ? REACHES : REACHES.filter((reach) => ["none", "all", read, write].includes(reach));
  const upTo = open.filter((reach) => REACHES.indexOf(reach) <= REACHES.indexOf(read));
  const narrow = (next: Reach): Reach => (REACHES.indexOf(write) > REACHES.indexOf(next) ? next : write);
  return (
    <>
      <td>
        <Choose
          label={words.matrix.readOf(name)}
          value={read}
          changed={read !== (before.read ?? "none")}
          options={open.map((value) => ({ value, label: words.reach[value] }))}
          onChange={(next) => put({ ...grant, read: next, write: narrow(next) })}
        />
      </td>
      <td>
        <Choose
          label={words.matrix.writeOf(name)}
          value={write}
          changed={write !== (before.write ?? "none")}
          options={upTo.map((value) => ({ value, label: words.writes[value] }))}
          onChange={(next) => put({ ...grant, write: next })}
        />
      </td>
      {VERBS.map((verb) => (
        <td key={verb} className={Boolean(grant[verb]) === Boolean(before[verb]) ? "c" : "c acc-new"}>
          <Tick
            label={words.matrix.may(name, words.verbs[verb])}
            title={words.verbsWhy[verb]}
            checked={grant[verb] ?? false}
            onChange={(on) => put({ ...grant, [verb]: on })}
          />
        </td>
      ))}
    </>
  );
}
