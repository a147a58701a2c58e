import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { ObjectShape, Value } from "@/app/shapes";
import { Chip, type Tone } from "@/ui/chip";
import { useDuplicates, useTwins, type Found, type Level, type Match } from "./queries";
import { useDedupeWords } from "./words";
import "./dedupe.css";

const TONES: Record<Level, Tone> = { sure: "plum", likely: "amber", possible: "line", begins: "plain" };

interface DuplicatesProps {
  shape: ObjectShape;
  values: Record<string, Value | undefined>;
  /** Where a record is looked at, without leaving what is typed. */
  addressOf: (object: string, record: string) => string;
}

/** Who is there already, told while one is typed: what may be seen with reasons, the rest with whom to ask. */
export function Duplicates({ shape, values, addressOf }: DuplicatesProps) {
  const words = useDedupeWords();
  const { data } = useDuplicates(shape, values);
  const alike =
    data?.matches.some((each) => each.level !== "begins") === true || (data?.hidden.length ?? 0) > 0;
  return (
    <Listed
      found={data}
      object={shape.name}
      title={alike ? words.there : words.begins}
      note={alike ? words.look : ""}
      addressOf={addressOf}
    />
  );
}

interface BriefProps {
  shape: ObjectShape;
  values: Record<string, Value | undefined>;
}

/** One line of that where the list is out of sight; a tap goes to the list. */
export function DuplicatesBrief({ shape, values }: BriefProps) {
  const words = useDedupeWords();
  const { data } = useDuplicates(shape, values);
  const [first] = data?.matches ?? [];
  const level = data?.hidden[0]?.level ?? first?.level;
  if (level === undefined || level === "begins") return null;
  return (
    <button
      type="button"
      className="dupes-b"
      onClick={() => document.querySelector(".dupes")?.scrollIntoView({ block: "center" })}
    >
      <Chip tone={TONES[level]}>{words.levels[level]}</Chip>
      <span className="clip">{first ? words.briefly(first.label) : words.there}</span>
    </button>
  );
}

interface ElsewhereProps {
  customer: string;
  addressOf: (object: string, record: string) => string;
}

/** Before a visit begins: whether another team may be at the same company already. */
export function Elsewhere({ customer, addressOf }: ElsewhereProps) {
  const words = useDedupeWords();
  const { data } = useTwins("customer", customer);
  const surely = data && {
    hidden: data.hidden,
    matches: data.matches.filter((each) => each.level === "sure" || each.level === "likely"),
  };
  return (
    <Listed
      found={surely}
      object="customer"
      title={words.elsewhere}
      note={words.agree}
      addressOf={addressOf}
    />
  );
}

interface ListedProps {
  found: Found | undefined;
  object: string;
  title: string;
  note: string;
  addressOf: (object: string, record: string) => string;
}

/** What is out of sight says no more than its level and whom to ask: once each. */
const apart = (hidden: Found["hidden"]): Found["hidden"] => [
  ...new Map(hidden.map((each) => [`${each.object} ${each.level} ${each.ask ?? ""}`, each])).values(),
];

function Listed({ found, object, title, note, addressOf }: ListedProps) {
  const words = useDedupeWords();
  const label = useLabel();
  const { data: objects } = useObjects();
  const { matches } = found ?? { matches: [] };
  const hidden = apart(found?.hidden ?? []);
  const named = (name: string) => {
    const shape = objects?.find((each) => each.name === name);
    return shape ? label(shape.label, shape.name) : name;
  };
  return (
    <div className="dupes" role="status">
      {matches.length + hidden.length > 0 ? (
        <>
          <p className="dupes-h">
            <b>{title}</b>
            {note ? <span className="sm dim">{note}</span> : null}
          </p>
          <ul>
            {matches.map((each) => (
              <Line
                key={each.record}
                match={each}
                kind={each.object === object ? "" : named(each.object)}
                to={addressOf(each.object, each.record)}
              />
            ))}
            {hidden.map((each, at) => (
              <li key={`hidden-${String(at)}`} className="dupe">
                <Chip tone={TONES[each.level]}>{words.levels[each.level]}</Chip>
                <span className="grow">{words.hidden(named(each.object), each.ask ?? words.nobody)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function Line({ match, kind, to }: { match: Match; kind: string; to: string }) {
  const words = useDedupeWords();
  const why = match.reasons.flatMap((each) => words.reasons[`${each.role}.${each.level}`] ?? []);
  const owner = match.owner?.label ? words.owner(match.owner.label) : "";
  const notes = [kind, ...why, owner].filter((each) => each !== "");
  return (
    <li className="dupe">
      <Chip tone={TONES[match.level]}>{words.levels[match.level]}</Chip>
      <span className="grow dupe-t">
        <a href={to} target="_blank" rel="noreferrer" title={words.opens}>
          {match.label}
        </a>
        <span className="sm dim">{notes.join(" · ")}</span>
      </span>
    </li>
  );
}
