import { useState } from "react";
import { number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import type { Field, ObjectShape, Value } from "@/app/shapes";
import { toWire } from "@/app/values";
import { CHECKED } from "@/engines/dedupe/checked";
import { kindOf } from "@/fields";
import { Labelled, Section } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import { filledBy, type Draft, type OnMatch } from "./draft";
import type { Guess } from "./shapes";
import { useImportWords } from "./words";

interface OptionsSectionProps {
  guess: Guess;
  draft: Draft;
  shape: ObjectShape;
  mayMigrate: boolean;
  onDraft: (draft: Draft, again: boolean) => void;
}

const HOWS: OnMatch[] = ["skip", "update", "create"];

/** What is the same, what then, and whether the past is kept. */
export function OptionsSection({ guess, draft, shape, mayMigrate, onDraft }: OptionsSectionProps) {
  const words = useImportWords();
  const label = useLabel();
  const filled = filledBy(draft);
  const matchable = guess.fields.filter((field) => field.matchable && filled.has(field.name));
  const match = draft.match.filter((name) => filled.has(name));
  const hows = draft.history ? HOWS.filter((how) => how !== "update") : HOWS;
  return (
    <Section title={words.options.title}>
      <div className="imp-opts">
        <Labelled id="imp-match" label={words.options.match} note={<Repeats guess={guess} />}>
          <PickMany
            id="imp-match"
            value={match}
            placeholder={words.options.matchNone}
            options={matchable.map((field) => ({ value: field.name, label: label(field.label, field.name) }))}
            onChange={(next) => onDraft({ ...draft, match: next }, true)}
          />
        </Labelled>
        <fieldset className="imp-radio" disabled={match.length === 0 && !draft.alike}>
          <legend className="lb">{words.options.onMatch}</legend>
          {hows.map((how) => (
            <label key={how}>
              <input
                type="radio"
                name="imp-on-match"
                checked={draft.onMatch === how}
                onChange={() => onDraft({ ...draft, onMatch: how }, false)}
              />
              {words.options[how]}
            </label>
          ))}
        </fieldset>
        {CHECKED.has(shape.name) ? (
          <>
            <Tick
              on={draft.alike}
              words={[words.options.alike, words.options.alikeNote]}
              onTurn={() => onDraft({ ...draft, alike: !draft.alike }, false)}
            />
            <Tick
              on={draft.once}
              words={[words.options.once, words.options.onceNote]}
              onTurn={() => onDraft({ ...draft, once: !draft.once }, false)}
            />
          </>
        ) : null}
        {mayMigrate ? (
          <label className="imp-hist">
            <input
              type="checkbox"
              className="tick"
              checked={draft.history}
              onChange={() =>
                onDraft(
                  {
                    ...draft,
                    history: !draft.history,
                    onMatch: draft.onMatch === "update" ? "skip" : draft.onMatch,
                  },
                  true,
                )
              }
            />
            <span>
              {words.options.history}
              <span className="sm dim">{words.options.historyNote}</span>
            </span>
          </label>
        ) : null}
      </div>
      <Fixed guess={guess} draft={draft} shape={shape} onDraft={(next) => onDraft(next, false)} />
    </Section>
  );
}

function Repeats({ guess }: { guess: Guess }) {
  const words = useImportWords();
  const { rows, examples } = guess.duplicates;
  if (rows === 0) return null;
  const shown = examples.slice(0, 3).map(({ value, count }) => words.options.times(value, number(count)));
  return (
    <>
      {words.options.repeats(number(rows))} · {shown.join(" · ")}
    </>
  );
}

interface FixedProps {
  guess: Guess;
  draft: Draft;
  shape: ObjectShape;
  onDraft: (draft: Draft) => void;
}

/** Values every new row gets: required fields no column fills come by themselves. */
function Fixed({ guess, draft, shape, onDraft }: FixedProps) {
  const words = useImportWords();
  const label = useLabel();
  const language = useLanguage();
  const [added, setAdded] = useState<string[]>([]);
  const [shown, setShown] = useState<Record<string, Value>>({});
  const filled = filledBy(draft);
  const owed = guess.fields.filter((field) => field.required && !filled.has(field.name));
  const names = [...new Set([...owed.map((field) => field.name), ...added])].filter(
    (name) => !filled.has(name),
  );
  const fields = names.flatMap((name) => shape.fields.find((field) => field.name === name) ?? []);
  const free = shape.fields.filter(
    (field) =>
      field.writable && !filled.has(field.name) && !names.includes(field.name) && field.type !== "file",
  );
  const missing = owed.filter((field) => !(field.name in draft.constants));
  const put = (field: Field, value: Value) => {
    const { [field.name]: _, ...rest } = draft.constants;
    const wire = toWire(field, value);
    setShown({ ...shown, [field.name]: value });
    onDraft({ ...draft, constants: wire === null ? rest : { ...rest, [field.name]: wire } });
  };
  return (
    <div className="imp-fixed">
      <h3>
        {words.options.fixed} <span className="sm dim">{words.options.fixedNote}</span>
      </h3>
      {missing.length > 0 ? (
        <p className="wait sm">
          {words.options.missing(
            missing.map((field) => label(field.label, field.name)).join(language === "zh" ? "、" : ", "),
          )}
        </p>
      ) : null}
      <div className="imp-opts">
        {fields.map((field) => {
          const { Edit } = kindOf(field);
          const id = `imp-fixed-${field.name}`;
          return (
            <Labelled key={field.name} id={id} label={label(field.label, field.name)}>
              <Edit id={id} field={field} value={shown[field.name]} onChange={(value) => put(field, value)} />
            </Labelled>
          );
        })}
        <PickOne
          label={words.options.addFixed}
          value={null}
          placeholder={words.options.addFixed}
          options={free.map((field) => ({ value: field.name, label: label(field.label, field.name) }))}
          onChange={(name) => name && setAdded([...added, name])}
        />
      </div>
    </div>
  );
}

function Tick({
  on,
  words: [label, note],
  onTurn,
}: {
  on: boolean;
  words: [string, string];
  onTurn: () => void;
}) {
  return (
    <label className="imp-hist">
      <input type="checkbox" className="tick" checked={on} onChange={onTurn} />
      <span>
        {label}
        <span className="sm dim">{note}</span>
      </span>
    </label>
  );
}
