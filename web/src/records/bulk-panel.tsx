import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { refresh } from "@/app/queries";
import type { ObjectShape, RecordRow, Value } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { toWire } from "@/app/values";
import { bulk, type OpResult } from "@/app/writes";
import { useDeskWords } from "@/desk/words";
import { kindOf } from "@/fields";
import { Button, Failed, Labelled, Panel, Seal } from "@/ui";
import { PickOne } from "@/ui/antd";

interface BulkPanelProps {
  shape: ObjectShape;
  rows: RecordRow[];
  onClose: () => void;
  /** What went through leaves the selection; what did not stays chosen for another try. */
  onDone: (changed: string[]) => void;
}

const failedOf = (result: OpResult): result is Extract<OpResult, { error: unknown }> => "error" in result;

/** One field of many records; each row answers for itself. */
export function BulkPanel({ shape, rows, onClose, onDone }: BulkPanelProps) {
  const words = useDeskWords();
  const label = useLabel();
  const client = useQueryClient();
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<Value | undefined>();
  const [results, setResults] = useState<{ row: RecordRow; result: OpResult }[] | null>(null);
  const { busy, cause, attempt } = useTrying();
  const fields = shape.fields.filter((field) => field.writable && !field.unique && !kindOf(field).single);
  const field = fields.find((each) => each.name === name);
  const count = number(rows.length);
  const run = async () => {
    if (!field) return;
    const data = { [field.name]: toWire(field, value) };
    await attempt(async () => {
      const answers = await bulk(
        shape.name,
        rows.map((row) => ({ op: "update", id: row.id, version: row.version, data })),
      );
      const paired = rows.flatMap((row, index) => (answers[index] ? [{ row, result: answers[index] }] : []));
      setResults(paired);
      onDone(paired.filter(({ result }) => !failedOf(result)).map(({ row }) => row.id));
      refresh(client, [{ object: shape.name, record: "", version: null }]);
    });
  };
  if (results) return <Results shape={shape} results={results} onClose={onClose} />;
  return (
    <Panel title={words.bulk.title(count)} onClose={onClose}>
      <div className="form-1">
        <Labelled id={`${id}-field`} label={words.bulk.field}>
          <PickOne
            id={`${id}-field`}
            value={name}
            options={fields.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
            onChange={(next) => {
              setName(next);
              setValue(undefined);
            }}
          />
        </Labelled>
        {field ? (
          <Labelled
            id={`${id}-value`}
            label={words.bulk.value}
            note={value === null || value === undefined ? words.bulk.blank : undefined}
          >
            <BulkValue id={`${id}-value`} field={field} value={value} onChange={setValue} />
          </Labelled>
        ) : null}
        {cause ? <Failed cause={cause} /> : null}
        <Button kind="ink" disabled={!field || busy} onClick={() => void run()}>
          {words.bulk.go(count)}
        </Button>
      </div>
    </Panel>
  );
}

function BulkValue({
  id,
  field,
  value,
  onChange,
}: {
  id: string;
  field: ObjectShape["fields"][number];
  value: Value | undefined;
  onChange: (value: Value) => void;
}) {
  const { Edit } = kindOf(field);
  return <Edit key={field.name} id={id} field={field} value={value} onChange={onChange} />;
}

function Results({
  shape,
  results,
  onClose,
}: {
  shape: ObjectShape;
  results: { row: RecordRow; result: OpResult }[];
  onClose: () => void;
}) {
  const words = useDeskWords();
  const failed = results.filter(({ result }) => failedOf(result));
  const ok = results.length - failed.length;
  const ordered = [...failed, ...results.filter(({ result }) => !failedOf(result))];
  return (
    <Panel title={words.bulk.done(number(ok), number(results.length))} onClose={onClose}>
      <h3>{words.bulk.each}</h3>
      <ul className="lines">
        {ordered.map(({ row, result }) => (
          <li key={row.id}>
            {failedOf(result) ? (
              <Seal state="missing" size="xs" />
            ) : (
              <span className="dot-ok" aria-hidden="true" />
            )}
            <span className="grow">
              <b>{String(row[shape.title] ?? row.id)}</b>
              {failedOf(result) ? (
                <span className="d">
                  {[result.error.message, result.error.remedy].filter(Boolean).join(" ")}
                </span>
              ) : null}
            </span>
            {failedOf(result) ? null : <span className="sm good">{words.bulk.ok}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Moves many to the trash and says what did not go. */
export async function trashAll(
  shape: ObjectShape,
  rows: RecordRow[],
): Promise<{ gone: string[]; kept: Refusal | null }> {
  const answers = await bulk(
    shape.name,
    rows.map((row) => ({ op: "delete", id: row.id, version: row.version })),
  );
  const gone = rows.filter((_, index) => answers[index] && !failedOf(answers[index])).map((row) => row.id);
  const refused = answers.find(failedOf);
  return { gone, kept: refused ? new Refusal(422, refused.error) : null };
}
