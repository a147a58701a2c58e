import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { ObjectShape, Value } from "@/app/shapes";
import { Chip, type Tone } from "@/ui/chip";
import { useDuplicates, type Level, type Match } from "./queries";
import { useDedupeWords } from "./words";
import "./dedupe.css";

const TONES: Record<Level, Tone> = { sure: "seal-c", likely: "amber", possible: "line", begins: "plain" };

interface DuplicatesProps {
  shape: ObjectShape;
  values: Record<string, Value | undefined>;
  /** Where a record is looked at, without leaving what is typed. */
  addressOf: (object: string, record: string) => string;
}

/** Who is there already, told while one is typed: what may be seen with reasons, the rest with whom to ask. */
export function Duplicates({ shape, values, addressOf }: DuplicatesProps) {
  const words = useDedupeWords();
  const label = useLabel();
  const { data: objects } = useObjects();
  const { data } = useDuplicates(shape, values);
  const matches = data?.matches ?? [];
  const hidden = data?.hidden ?? [];
  const alike = matches.some((each) => each.level !== "begins") || hidden.length > 0;
  const named = (name: string) => {
    const found = objects?.find((each) => each.name === name);
    return found ? label(found.label, found.name) : name;
  };
  return (
    <div className="dupes" role="status" data-alike={alike}>
      {matches.length + hidden.length > 0 ? (
        <>
          <p className="dupes-h">
            <b>{alike ? words.there : words.begins}</b>
            {alike ? <span className="sm dim">{words.look}</span> : null}
          </p>
          <ul>
            {matches.map((each) => (
              <Line
                key={each.record}
                match={each}
                kind={each.object === shape.name ? "" : named(each.object)}
                to={addressOf(each.object, each.record)}
              />
            ))}
            {hidden.map((each, at) => (
              <li key={`hidden-${at}`} className="dupe">
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
