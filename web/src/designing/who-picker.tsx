import { useId } from "react";
import { useLabel, useLanguage } from "@/app/language";
import { useRecord } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { FormulaEditor } from "@/formula";
import { Button, Icon, Input, Menu, Popover } from "@/ui";
import { PickOne } from "@/ui/antd";
import { blankWho, type RoleName, type Who, type WhoKind } from "./who";
import { useDesigningWords } from "./words";
import "./designing.css";

interface WhoPickerProps {
  /** Names the list for whoever cannot see it. */
  label: string;
  who: Who[];
  onChange: (who: Who[]) => void;
  /** What it is about; without one nobody can be found through its fields. */
  shape: ObjectShape | undefined;
  roles: readonly RoleName[];
  /** What the server said, by place: `0.role` is the role of the first one. */
  fault?: ((place: string) => string | undefined) | undefined;
  /** Offered beside the plain ones; a formula's own lists have none. */
  nested?: boolean;
}

/** People of a record: its owner, heads, roles, persons, fields; each one a line. */
export function WhoPicker({ label, who, onChange, shape, roles, fault, nested = false }: WhoPickerProps) {
  const words = useDesigningWords();
  const people = shape?.fields.filter((field) => field.type === "person").map((field) => field.name) ?? [];
  const kinds = (Object.keys(words.who.kinds) as WhoKind[]).filter((kind) => {
    if (kind === "field") return people.length > 0;
    if (kind === "owner") return shape !== undefined;
    return kind !== "formula" || (shape !== undefined && !nested);
  });
  const put = (at: number, next: Who) => onChange(who.map((each, index) => (index === at ? next : each)));
  return (
    <div className="dg-who" role="group" aria-label={label}>
      <ul>
        {who.map((each, at) => (
          <li key={`${at}${each.by}`} data-who={each.by}>
            <Line
              one={each}
              shape={shape}
              roles={roles}
              people={people}
              fault={fault ? (place) => fault(`${at}.${place}`) : undefined}
              onChange={(next) => put(at, next)}
            />
            <button
              type="button"
              className="tap"
              aria-label={words.who.drop(words.who.kinds[each.by])}
              onClick={() => onChange(who.filter((_, index) => index !== at))}
            >
              <Icon name="x" size="s" />
            </button>
            {fault?.(String(at)) ? <p className="sm risk">{fault(String(at))}</p> : null}
          </li>
        ))}
      </ul>
      <Popover
        kind="menu"
        label={words.who.add}
        door={(props) => (
          <Button small kind="quiet" icon="plus" {...props}>
            {words.who.add}
          </Button>
        )}
      >
        {(close) => (
          <Menu
            close={close}
            items={kinds.map((kind) => ({
              key: kind,
              label: words.who.kinds[kind],
              onPick: () => onChange([...who, blankWho(kind, roles, people)]),
            }))}
          />
        )}
      </Popover>
    </div>
  );
}

interface LineProps {
  one: Who;
  shape: ObjectShape | undefined;
  roles: readonly RoleName[];
  people: string[];
  fault: ((place: string) => string | undefined) | undefined;
  onChange: (next: Who) => void;
}

function Line({ one, shape, roles, people, fault, onChange }: LineProps) {
  const words = useDesigningWords();
  const label = useLabel();
  const id = useId();
  const { who: said } = words;
  const field = (name: string) => label(shape?.fields.find((each) => each.name === name)?.label, name);
  if (one.by === "owner" || one.by === "starter") return <span className="grow">{said.kinds[one.by]}</span>;
  if (one.by === "person") return <PersonLine one={one} onChange={onChange} />;
  if (one.by === "head") {
    return (
      <span className="dg-say grow">
        <PickOne
          label={said.headOf}
          width={92}
          value={one.of}
          options={(["owner", "starter"] as const).map((each) => ({ value: each, label: said.kinds[each] }))}
          onChange={(of) => onChange({ ...one, of: of === "starter" ? "starter" : "owner" })}
        />
        <label htmlFor={`${id}-n`}>{said.headN}</label>
        <Input
          id={`${id}-n`}
          className="dg-few"
          inputMode="numeric"
          value={String(one.n)}
          onText={(text) => onChange({ ...one, n: Number(text.replace(/\D/g, "").slice(0, 1)) || 1 })}
        />
        <span>{said.headLevel}</span>
      </span>
    );
  }
  if (one.by === "role") {
    return (
      <span className="dg-say grow">
        <PickOne
          label={said.role}
          width={128}
          invalid={fault?.("role") !== undefined}
          value={one.role || null}
          options={roles.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
          onChange={(role) => onChange({ ...one, role: role ?? "" })}
        />
        <PickOne
          label={said.within}
          width={128}
          value={one.within ?? "team"}
          options={(["team", "subtree", "all"] as const).map((each) => ({
            value: each,
            label: said.withins[each],
          }))}
          onChange={(within) =>
            onChange({ ...one, within: (within ?? "team") as "team" | "subtree" | "all" })
          }
        />
      </span>
    );
  }
  if (one.by === "field") {
    return (
      <span className="dg-say grow">
        <span>{said.fieldOf}</span>
        <PickOne
          label={said.kinds.field}
          width={150}
          invalid={fault?.("field") !== undefined}
          value={one.field || null}
          options={people.map((name) => ({ value: name, label: field(name) }))}
          onChange={(name) => onChange({ ...one, field: name ?? "" })}
        />
      </span>
    );
  }
  return <FormulaLine one={one} shape={shape} roles={roles} onChange={onChange} />;
}

function PersonLine({
  one,
  onChange,
}: {
  one: Extract<Who, { by: "person" }>;
  onChange: (next: Who) => void;
}) {
  const { who: said } = useDesigningWords();
  const { data } = useRecord("person", one.person, one.person !== "");
  return (
    <span className="grow">
      <PickRecord
        object="person"
        label={said.kinds.person}
        value={one.person ? { id: one.person, label: String(data?.name ?? "…") } : null}
        onChange={(chosen) => onChange({ by: "person", person: chosen?.id ?? "" })}
      />
    </span>
  );
}

type ByFormula = Extract<Who, { by: "formula" }>;
type FormulaLineProps = Pick<LineProps, "shape" | "roles" | "onChange"> & { one: ByFormula };

/** These where it holds, those where it does not. */
function FormulaLine({ one, shape, roles, onChange }: FormulaLineProps) {
  const { who: said } = useDesigningWords();
  return (
    <div className="dg-if grow">
      <FormulaEditor
        object={shape?.name ?? ""}
        value={one.when}
        onChange={(when) => onChange({ ...one, when })}
      />
      <p className="sm dim">{said.then}</p>
      <WhoPicker
        nested
        label={said.then}
        who={one.then}
        shape={shape}
        roles={roles}
        onChange={(then) => onChange({ ...one, then })}
      />
      <p className="sm dim">{said.otherwise}</p>
      <WhoPicker
        nested
        label={said.otherwise}
        who={one.else}
        shape={shape}
        roles={roles}
        onChange={(otherwise) => onChange({ ...one, else: otherwise })}
      />
    </div>
  );
}

/** The list in one line of words, for sentences. */
export function useWhoSaid(
  roles: readonly RoleName[],
  shape: ObjectShape | undefined,
  people: Map<string, string>,
) {
  const { who: said } = useDesigningWords();
  const label = useLabel();
  const and = useLanguage() === "zh" ? "、" : ", ";
  const one = (each: Who): string => {
    switch (each.by) {
      case "person":
        return people.get(each.person) ?? said.kinds.person;
      case "role":
        return label(roles.find((role) => role.key === each.role)?.label, each.role);
      case "head":
        return said.heads(said.kinds[each.of], each.n);
      case "field":
        return label(shape?.fields.find((field) => field.name === each.field)?.label, each.field);
      default:
        return said.kinds[each.by];
    }
  };
  return (who: readonly Who[]): string => who.map(one).join(and);
}
