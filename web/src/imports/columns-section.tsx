import { memo, useCallback, useEffect, useMemo, useRef } from "react";
import { number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { Button, Section } from "@/ui";
import { PickOne, type Option } from "@/ui/antd";
import { filledTwice, plainTarget, type ColumnDraft, type Draft, type TargetDraft } from "./draft";
import type { Fillable, Guess, GuessedColumn } from "./shapes";
import { useImportWords } from "./words";

interface ColumnsSectionProps {
  guess: Guess;
  draft: Draft;
  /** `again`: the words of a column are to be asked for anew. */
  onDraft: (draft: Draft, again: boolean) => void;
}

/** Every column of the file, what it holds, and which field it fills. */
export function ColumnsSection({ guess, draft, onDraft }: ColumnsSectionProps) {
  const words = useImportWords();
  const used = draft.columns.filter((column) => column.targets.length > 0).length;
  const twice = filledTwice(draft);
  const options = useOptions(guess.fields);
  const now = useRef({ draft, onDraft });
  useEffect(() => {
    now.current = { draft, onDraft };
  });
  const change = useCallback((name: string, targets: TargetDraft[], again: boolean) => {
    const { draft: held, onDraft: tell } = now.current;
    const columns = held.columns.map((each) => (each.name === name ? { ...each, targets } : each));
    tell({ ...held, columns }, again);
  }, []);
  return (
    <Section title={words.columns.title(number(used), number(guess.columns.length))}>
      <table className="tb imp-cols">
        <thead>
          <tr>
            <th scope="col">{words.columns.column}</th>
            <th scope="col">{words.columns.samples}</th>
            <th scope="col">{words.columns.field}</th>
            <th scope="col">{words.columns.how}</th>
          </tr>
        </thead>
        <tbody>
          {guess.columns.map((column, at) => {
            const held = draft.columns[at];
            return held ? (
              <ColumnRow
                key={column.name}
                column={column}
                held={held}
                fields={guess.fields}
                options={options}
                twice={held.targets.find((target) => twice.has(target.field))?.field ?? null}
                onColumn={change}
              />
            ) : null;
          })}
        </tbody>
      </table>
    </Section>
  );
}

const NONE = "-";

interface ColumnRowProps {
  column: GuessedColumn;
  held: ColumnDraft;
  fields: Fillable[];
  options: Option[];
  /** The first of its fields that another column fills as well. */
  twice: string | null;
  onColumn: (name: string, targets: TargetDraft[], again: boolean) => void;
}

/** Hundreds of columns are no rarity, so a row is drawn again only when it is another one. */
const ColumnRow = memo(function ColumnRow(props: ColumnRowProps) {
  const { column, held, fields, options, twice, onColumn } = props;
  const words = useImportWords();
  const { targets } = held;
  const onChange = (next: TargetDraft[], again: boolean) => onColumn(column.name, next, again);
  const pick = (at: number, chosen: string | null) => {
    const field = chosen === NONE ? null : chosen;
    const next = field
      ? [...targets.slice(0, at), { ...plainTarget(field), dates: column.dates }, ...targets.slice(at + 1)]
      : targets.filter((_, index) => index !== at);
    onChange(next, true);
  };
  const rows: (TargetDraft | null)[] = targets.length > 0 ? targets : [null];
  return (
    <tr className={targets.length === 0 ? "off" : undefined}>
      <th scope="row">
        <b className="imp-col">{column.name}</b>
      </th>
      <td>
        {column.samples.length > 0 ? (
          <span className="imp-smp" title={column.samples.join("\n")}>
            {column.samples.slice(0, 3).join(" · ")}
          </span>
        ) : (
          <span className="dim">{words.columns.blank}</span>
        )}
      </td>
      <td>
        {rows.map((target, at) => (
          <span className="imp-to" key={target ? target.field : "none"}>
            <PickOne
              label={`${column.name} ${words.columns.field}`}
              value={target?.field ?? null}
              placeholder={words.columns.skip}
              clearable
              invalid={target !== null && target.field === twice}
              options={options}
              onChange={(field) => pick(at, field)}
            />
            {target && target.field === twice ? <span className="sm risk">{words.columns.twice}</span> : null}
          </span>
        ))}
      </td>
      <td>
        <div className="imp-ways">
          {targets.map((target, at) => (
            <Ways
              key={target.field}
              column={column}
              target={target}
              field={fields.find((each) => each.name === target.field)}
              guessed={column.targets[at]?.field === target.field}
              onChange={(next, again) =>
                onChange(
                  targets.map((each, index) => (index === at ? next : each)),
                  again,
                )
              }
            />
          ))}
          {targets.length > 0 ? (
            <AnotherField fields={fields} targets={targets} onChange={(next) => onChange(next, true)} />
          ) : null}
        </div>
      </td>
    </tr>
  );
});

function useOptions(fields: Fillable[]): Option[] {
  const words = useImportWords();
  const label = useLabel();
  const language = useLanguage();
  return useMemo(
    () => [
      { value: NONE, text: words.columns.skip, label: <span className="mut">{words.columns.skip}</span> },
      ...fields.map((field) => ({
        value: field.name,
        text: `${label(field.label, field.name)} ${field.name}`,
        label: <FieldOption field={field} />,
      })),
    ],
    // Words and labels change with the language alone.
    [fields, language],
  );
}

function FieldOption({ field }: { field: Fillable }) {
  const words = useImportWords();
  const label = useLabel();
  return (
    <span className="imp-opt">
      <span>{label(field.label, field.name)}</span>
      <span className="dim sm">{field.name}</span>
      {field.required ? <span className="sm wait">{words.columns.required}</span> : null}
      {field.late ? <span className="sm dim">{words.columns.late}</span> : null}
    </span>
  );
}

interface WaysProps {
  column: GuessedColumn;
  target: TargetDraft;
  field: Fillable | undefined;
  guessed: boolean;
  onChange: (target: TargetDraft, again: boolean) => void;
}

/** How a cell is read: by what a link is found, in which order days stand. */
function Ways({ column, target, field, guessed, onChange }: WaysProps) {
  const words = useImportWords();
  const label = useLabel();
  if (!field) return null;
  const dated = field.type === "date" || field.type === "time";
  return (
    <span className="imp-how">
      {field.object && field.ways.length > 1 ? (
        <PickOne
          label={`${column.name} ${words.columns.by}`}
          value={target.by ?? ""}
          width={140}
          options={[
            { value: "", label: words.columns.byAny },
            ...field.ways.map((way) => ({ value: way.name, label: label(way.label, way.name) })),
          ]}
          onChange={(by) => onChange({ ...target, by: by || null }, true)}
        />
      ) : null}
      {field.object ? (
        <PickOne
          label={`${column.name} ${words.columns.missing}`}
          value={target.missing}
          width={164}
          options={[
            { value: "reject", label: words.columns.missingReject },
            { value: "blank", label: words.columns.missingBlank },
          ]}
          onChange={(missing) =>
            onChange({ ...target, missing: missing === "blank" ? "blank" : "reject" }, false)
          }
        />
      ) : null}
      {dated && column.dates ? (
        <>
          <PickOne
            label={`${column.name} ${words.columns.days}`}
            value={target.dates ?? column.dates}
            width={140}
            options={[
              { value: "MDY", label: words.columns.monthFirst },
              { value: "DMY", label: words.columns.dayFirst },
            ]}
            onChange={(dates) => onChange({ ...target, dates: dates === "DMY" ? "DMY" : "MDY" }, false)}
          />
          {column.dates_unsure ? <span className="sm wait">{words.columns.unsure}</span> : null}
        </>
      ) : null}
      <span className="sm dim nowrap">
        {guessed && column.how ? words.columns.because[column.how] : words.columns.chosen}
      </span>
    </span>
  );
}

function AnotherField({
  fields,
  targets,
  onChange,
}: {
  fields: Fillable[];
  targets: TargetDraft[];
  onChange: (targets: TargetDraft[]) => void;
}) {
  const words = useImportWords();
  const taken = new Set(targets.map((target) => target.field));
  const free = fields.find((field) => !taken.has(field.name) && field.type === "text");
  if (!free) return null;
  return (
    <Button small kind="quiet" icon="plus" onClick={() => onChange([...targets, plainTarget(free.name)])}>
      {words.columns.also}
    </Button>
  );
}
