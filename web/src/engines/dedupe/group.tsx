import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel, useLanguage, useWords } from "@/app/language";
import type { Field, ObjectShape, RecordRow, Value } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { asText, isBlank } from "@/app/values";
import { ShowValue } from "@/fields";
import { Button, Chip, Failed, Section } from "@/ui";
import { say } from "@/ui/notice";
import { apart, mergeGroup, reject, sum, undoGroup, useForeseen, type Group } from "./review";
import { useDedupeWords } from "./words";

/** What is no value of a record's own, or stands elsewhere. */
const LEFT_OUT: ReadonlySet<string> = new Set(["id", "version", "updated_at", "updated_by", "created_by"]);

interface GroupPartProps {
  shape: ObjectShape;
  group: Group;
}

/** Records that may be one, side by side: which stays, whose value of each field, and what moves. */
export function GroupPart({ shape, group }: GroupPartProps) {
  const words = useDedupeWords();
  const language = useLanguage();
  const [first, ...others] = group.records;
  const [kept, setKept] = useState(first?.id ?? "");
  const [taken, setTaken] = useState<Record<string, string>>({});
  const losers = group.records.map((each) => each.id).filter((id) => id !== kept);
  const { data: foreseen } = useForeseen(shape.name, kept, losers);
  const { busy, cause, join, part } = useJudging(shape, kept, losers, taken);
  const takes: Record<string, string> = {
    ...Object.fromEntries((foreseen?.fields ?? []).map((each) => [each.field, each.takes])),
    ...taken,
  };
  const [surest] = group.pairs;
  const why = surest?.reasons.flatMap((each) => words.reasons[`${each.role}.${each.level}`] ?? []) ?? [];
  const percent = number(surest?.percent ?? 0, {}, language);
  const many = others.length > 1;
  const keep = (id: string) => {
    setKept(id);
    setTaken({});
  };
  return (
    <Section
      thin
      title={many ? words.group(number(group.records.length, {}, language), percent) : words.percent(percent)}
      note={why.join(" · ")}
      extra={foreseen && sum(foreseen.moves) > 0 ? <Moves count={sum(foreseen.moves)} /> : null}
    >
      <div className="pair-w">
        <table className={many ? "pair many" : "pair"}>
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              {group.records.map((row) => (
                <th key={row.id} scope="col">
                  <Link to={`/o/${shape.name}/${row.id}`}>{String(row[shape.title] ?? "")}</Link>
                  <span className="pair-k">
                    <Chip tone={row.id === kept ? "jade" : "plain"}>
                      {row.id === kept ? words.kept : words.goes}
                    </Chip>
                    {row.id === kept ? null : (
                      <Button kind="quiet" small onClick={() => keep(row.id)}>
                        {words.keep}
                      </Button>
                    )}
                    {many ? (
                      <Button
                        kind="quiet"
                        small
                        disabled={busy}
                        onClick={() => void part(apart(group, row.id))}
                      >
                        {words.takeOut}
                      </Button>
                    ) : null}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shape.fields
              .filter((field) => isTold(field, group))
              .map((field) => (
                <Row
                  key={field.name}
                  field={field}
                  records={group.records}
                  takes={takes[field.name]}
                  onTake={(name, id) => setTaken((before) => ({ ...before, [name]: id }))}
                />
              ))}
          </tbody>
        </table>
      </div>
      {cause ? <Failed cause={cause} /> : null}
      <p className="row pair-a">
        <Button kind="ink" disabled={busy} onClick={() => void join()}>
          {busy ? words.merging : many ? words.mergeAll : words.merge}
        </Button>
        {many ? null : (
          <Button disabled={busy} onClick={() => void part(apart(group, kept))}>
            {words.reject}
          </Button>
        )}
      </p>
    </Section>
  );
}

/** Merging the group and saying who is another, one at a time; a merge can be taken back for a moment. */
function useJudging(shape: ObjectShape, kept: string, losers: string[], taken: Record<string, string>) {
  const words = useDedupeWords();
  const language = useLanguage();
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const settle = () => client.invalidateQueries({ queryKey: ["records"] });
  const back = (merges: string[]) =>
    void undoGroup(merges)
      .then(() => {
        say(words.undone);
        return settle();
      })
      .catch(() => say(words.undoFailed));
  const join = () =>
    attempt(async () => {
      const done = await mergeGroup(shape.name, kept, losers, taken);
      say(
        <>
          {words.merged(number(sum(done.moved), {}, language))}{" "}
          <Button kind="quiet" small onClick={() => back(done.merges)}>
            {words.undo}
          </Button>
        </>,
        12_000,
      );
      await settle();
    });
  const part = (pairs: [string, string][]) =>
    attempt(async () => {
      for (const [one, other] of pairs) await reject(shape.name, one, other);
      say(words.rejected);
      await settle();
    });
  return { busy, cause, join, part };
}

function Moves({ count }: { count: number }) {
  const words = useDedupeWords();
  const language = useLanguage();
  return <span className="sm dim">{words.moves(number(count, {}, language))}</span>;
}

const isTold = (field: Field, group: Group): boolean =>
  !LEFT_OUT.has(field.name) && group.records.some((row) => !isBlank(row[field.name]));

interface RowProps {
  field: Field;
  records: RecordRow[];
  /** Whose value survives; undefined where all have the same. */
  takes: string | undefined;
  onTake: (field: string, record: string) => void;
}

function Row({ field, records, takes, onTake }: RowProps) {
  const words = useDedupeWords();
  const shared = useWords();
  const language = useLanguage();
  const label = useLabel();
  const name = label(field.label, field.name);
  /** What it is called aloud has the very words that are shown. */
  const called = (row: RecordRow) =>
    field.type === "region"
      ? undefined
      : words.pick(name, asText(field, row[field.name] as Value | undefined, language, shared) || "–");
  return (
    <tr>
      <th scope="row">{name}</th>
      {records.map((row) => (
        <td key={row.id} data-taken={takes === row.id}>
          {takes === undefined || !field.writable ? (
            <Told field={field} row={row} />
          ) : (
            <button
              type="button"
              aria-pressed={takes === row.id}
              aria-label={called(row)}
              onClick={() => onTake(field.name, row.id)}
            >
              <Told field={field} row={row} />
            </button>
          )}
        </td>
      ))}
    </tr>
  );
}

function Told({ field, row }: { field: Field; row: RecordRow }) {
  const shared = useWords();
  const language = useLanguage();
  const value = row[field.name] as Value | undefined;
  // Words alone where a button is around them, but a region has a name only once it is shown.
  if (field.type === "region") return <ShowValue field={field} value={value} dense />;
  return <>{asText(field, value, language, shared)}</>;
}
