import { useId } from "react";
import { Choose } from "@/access/choose";
import { useLabel } from "@/app/language";
import { usePeople } from "@/app/people";
import type { ObjectShape } from "@/app/shapes";
import { FormulaEditor } from "@/formula";
import { PickRecord } from "@/fields/pick-record";
import { Button, Icon, Labelled, Menu, Popover } from "@/ui";
import { PickOne } from "@/ui/antd";
import { blankWho, type By, type Of, type Who, type Within } from "./shapes";
import { usePersonFields, type Role } from "./text";
import { useWhoWords } from "./words";
import "./who.css";

const ALL: By[] = ["head", "role", "person", "owner", "starter", "field", "formula"];
const LEVELS = [1, 2, 3, 4, 5];
const WITHINS: Within[] = ["team", "subtree", "all"];
const OFS: Of[] = ["starter", "owner"];

interface WhoPickerProps {
  /** What these people are for; read out with the list. */
  label: string;
  value: readonly Who[];
  shape: ObjectShape;
  roles: readonly Role[];
  /** Where the list stands in what the server checks, e.g. `steps.0.who`. */
  place: string;
  faults: Record<string, string>;
  onChange: (who: Who[]) => void;
  /** Inside a condition no further one is offered. */
  flat?: boolean;
}

/** People, named by what they are rather than by name wherever that lasts longer. */
export function WhoPicker(props: WhoPickerProps) {
  const { label, value, faults, place, onChange, flat = false } = props;
  const words = useWhoWords();
  const offered = flat ? ALL.filter((by) => by !== "formula") : ALL;
  const put = (at: number, who: Who) => onChange(value.map((each, index) => (index === at ? who : each)));
  return (
    <div className="who" role="group" aria-label={label}>
      <ul>
        {value.map((who, at) => (
          <li key={at} className="who-l">
            <div className="who-h">
              <b>{words.by[who.by]}</b>
              <button
                type="button"
                className="tap"
                aria-label={`${words.drop}: ${words.by[who.by]}`}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              >
                <Icon name="x" size="s" />
              </button>
            </div>
            <Terms {...props} who={who} at={at} put={(next) => put(at, next)} />
            <Faults faults={faults} place={`${place}.${at}`} deep={who.by === "formula"} />
          </li>
        ))}
      </ul>
      {faults[place] ? <p className="sm risk">{faults[place]}</p> : null}
      <Popover
        kind="menu"
        label={words.how}
        door={(door) => (
          <Button small icon="plus" {...door}>
            {words.add}
          </Button>
        )}
      >
        {(close) => (
          <Menu
            close={close}
            items={offered.map((by) => ({
              key: by,
              label: words.by[by],
              onPick: () => onChange([...value, blankWho(by)]),
            }))}
          />
        )}
      </Popover>
    </div>
  );
}

/** What the server says of one way; of a condition only what is not said further in. */
function Faults({ faults, place, deep }: { faults: Record<string, string>; place: string; deep: boolean }) {
  const said = Object.entries(faults).filter(([each]) =>
    deep ? [place, `${place}.when`].includes(each) : each === place || each.startsWith(`${place}.`),
  );
  return said.map(([each, text]) => (
    <p key={each} className="sm risk">
      {text}
    </p>
  ));
}

interface TermsProps extends WhoPickerProps {
  who: Who;
  at: number;
  put: (who: Who) => void;
}

/** What one way needs to be told. */
function Terms(props: TermsProps) {
  switch (props.who.by) {
    case "person":
      return <Person {...props} />;
    case "role":
      return <InRole {...props} />;
    case "head":
      return <Head {...props} />;
    case "field":
      return <InField {...props} />;
    case "formula":
      return <Either {...props} />;
    default:
      return null;
  }
}

function Person({ who, put }: TermsProps) {
  const words = useWhoWords();
  const people = usePeople();
  const chosen = who.person ? { id: who.person, label: people.get(who.person) ?? "…" } : null;
  return (
    <PickRecord
      object="person"
      label={words.person}
      value={chosen}
      onChange={(next) => put({ ...who, person: next?.id ?? null })}
    />
  );
}

function InRole({ who, put, roles }: TermsProps) {
  const words = useWhoWords();
  const label = useLabel();
  return (
    <>
      <PickOne
        label={words.role}
        value={who.role ?? null}
        placeholder={words.choose}
        options={roles.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
        onChange={(role) => put({ ...who, role })}
      />
      <Choose
        label={words.within}
        value={who.within ?? "team"}
        options={WITHINS.map((value) => ({ value, label: words.withins[value] }))}
        onChange={(within) => put({ ...who, within })}
      />
    </>
  );
}

function Head({ who, put }: TermsProps) {
  const words = useWhoWords();
  return (
    <div className="who-2">
      <Choose
        label={words.of}
        value={who.of ?? "owner"}
        options={OFS.map((value) => ({ value, label: words.ofs[value].trim() }))}
        onChange={(of) => put({ ...who, of })}
      />
      <Choose
        label={words.level}
        value={String(who.n ?? 1)}
        options={LEVELS.map((n) => ({ value: String(n), label: words.levels(n) }))}
        onChange={(n) => put({ ...who, n: Number(n) })}
      />
    </div>
  );
}

function InField({ who, put, shape }: TermsProps) {
  const words = useWhoWords();
  return (
    <PickOne
      label={words.field}
      value={who.field ?? null}
      placeholder={words.choose}
      options={usePersonFields(shape)}
      onChange={(field) => put({ ...who, field })}
    />
  );
}

function Either(props: TermsProps) {
  const { who, at, put, shape, place } = props;
  const words = useWhoWords();
  const id = useId();
  return (
    <div className="who-if">
      <Labelled id={id} label={words.when}>
        <FormulaEditor
          id={id}
          object={shape.name}
          value={who.when ?? ""}
          onChange={(when) => put({ ...who, when })}
        />
      </Labelled>
      {(["then", "else"] as const).map((part) => (
        <div key={part}>
          <p className="lb">{part === "then" ? words.then : words.otherwise}</p>
          <WhoPicker
            {...props}
            flat
            label={part === "then" ? words.then : words.otherwise}
            value={who[part] ?? []}
            place={`${place}.${at}.${part}`}
            onChange={(list) => put({ ...who, [part]: list })}
          />
        </div>
      ))}
    </div>
  );
}
