import { useState } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { PickRecord } from "@/fields/pick-record";
import { Button, Section } from "@/ui";
import { PickOne } from "@/ui/antd";
import { blanksOf, hasWords, toSettle, type Draft, type TargetDraft } from "./draft";
import type { Fillable, Guess, GuessedColumn, Said } from "./shapes";
import { useImportWords } from "./words";

/** Rows of one column that are shown at first. */
const FIRST = 12;
const BLANK = "\u0000";

interface ValuesSectionProps {
  guess: Guess;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

/** Words of the file that mean something else here, column by column. */
export function ValuesSection({ guess, draft, onDraft }: ValuesSectionProps) {
  const words = useImportWords();
  const found = guess.columns.flatMap((column, at) => {
    const target = draft.columns[at]?.targets.find((each) => hasWords(guess, each.field));
    const field = guess.fields.find((each) => each.name === target?.field);
    if (!target || !field) return [];
    const blanks = blanksOf(guess, column);
    const asked = toSettle(column).length > 0 || (field.required && blanks.length > 0);
    return asked ? [{ column, target, field, blanks }] : [];
  });
  const settle = (name: string, field: string, values: TargetDraft["values"]) =>
    onDraft({
      ...draft,
      columns: draft.columns.map((column) =>
        column.name === name
          ? {
              ...column,
              targets: column.targets.map((each) => (each.field === field ? { ...each, values } : each)),
            }
          : column,
      ),
    });
  if (found.length === 0) return null;
  return (
    <Section title={words.values.title} note={words.values.note}>
      {found.map(({ column, target, field, blanks }) => (
        <ColumnValues
          key={column.name}
          column={column}
          target={target}
          field={field}
          blanks={blanks}
          onValues={(values) => settle(column.name, field.name, values)}
        />
      ))}
    </Section>
  );
}

interface ColumnValuesProps {
  column: GuessedColumn;
  target: TargetDraft;
  field: Fillable;
  /** The row of the cells without anything, if there are some. */
  blanks: Said[];
  onValues: (values: TargetDraft["values"]) => void;
}

function ColumnValues({ column, target, field, blanks, onValues }: ColumnValuesProps) {
  const words = useImportWords();
  const label = useLabel();
  const [all, setAll] = useState(false);
  const open = toSettle(column);
  const shown = all ? open : open.slice(0, FIRST);
  const known = column.values.length - open.length;
  const put = (said: string, meant: string | null | undefined) => {
    const { [said]: _, ...rest } = target.values;
    onValues(meant === undefined ? rest : { ...rest, [said]: meant });
  };
  return (
    <div className="imp-vals">
      <h3>
        {words.values.column(column.name, label(field.label, field.name))}
        {known > 0 ? <span className="sm dim"> {words.values.known(number(known))}</span> : null}
      </h3>
      <table className="tb" aria-label={column.name}>
        <thead>
          <tr>
            <th scope="col">{words.values.word}</th>
            <th scope="col" className="r">
              {words.values.rows}
            </th>
            <th scope="col">{words.values.meant}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {[...shown, ...blanks].map((each) => (
            <tr key={each.said}>
              <th scope="row" className="imp-word">
                {each.said || <span className="dim">{words.values.nothing}</span>}
              </th>
              <td className="r n">{number(each.count)}</td>
              <td>
                <Meant said={each} field={field} value={target.values[each.said]} onPut={put} />
              </td>
              <td>
                {each.said ? (
                  <Hint said={each} field={field} settled={each.said in target.values} onPut={put} />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open.length > shown.length ? (
        <Button small kind="quiet" onClick={() => setAll(true)}>
          {words.values.more(number(open.length - shown.length))}
        </Button>
      ) : null}
    </div>
  );
}

interface MeantProps {
  said: Said;
  field: Fillable;
  value: string | null | undefined;
  onPut: (said: string, meant: string | null | undefined) => void;
}

function Meant({ said, field, value, onPut }: MeantProps) {
  const words = useImportWords();
  const label = useLabel();
  const name = `${said.said || words.values.nothing} ${words.values.meant}`;
  const otherwise = said.said ? words.values.asIs : words.values.blank;
  if (field.object) {
    return (
      <span className="imp-meant">
        <PickRecord
          label={name}
          object={field.object}
          value={value ? { id: value, label: value } : null}
          clearable
          placeholder={value === null ? words.values.blank : otherwise}
          onChange={(found) => onPut(said.said, found ? found.label : undefined)}
        />
        {said.said ? (
          <Button small kind="quiet" aria-pressed={value === null} onClick={() => onPut(said.said, null)}>
            {words.values.blank}
          </Button>
        ) : null}
      </span>
    );
  }
  return (
    <PickOne
      label={name}
      value={value === null ? BLANK : (value ?? null)}
      clearable
      placeholder={otherwise}
      options={[
        ...field.choices.map((choice) => ({ value: choice.key, label: label(choice.label, choice.key) })),
        ...(said.said ? [{ value: BLANK, label: words.values.blank }] : []),
      ]}
      onChange={(key) => onPut(said.said, key === BLANK ? null : (key ?? undefined))}
    />
  );
}

interface HintProps {
  said: Said;
  field: Fillable;
  settled: boolean;
  onPut: (said: string, meant: string) => void;
}

function Hint({ said, field, settled, onPut }: HintProps) {
  const words = useImportWords();
  const label = useLabel();
  const choice = field.choices.find((each) => each.key === said.meant);
  const { meant } = said;
  if (meant && !settled) {
    return (
      <Button small onClick={() => onPut(said.said, meant)}>
        {words.values.isIt(choice ? label(choice.label, choice.key) : meant)}
      </Button>
    );
  }
  const how =
    said.how === "spelled" || said.how === "similar" ? words.values[said.how] : words.values.strange;
  return <span className={settled ? "sm dim" : "sm wait"}>{how}</span>;
}
