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
import { merge, reject, sum, undoMerge, useForeseen, type Pair, type Side } from "./review";
import { useDedupeWords } from "./words";

/** What is no value of a record's own, or stands elsewhere. */
const LEFT_OUT: ReadonlySet<string> = new Set(["id", "version", "updated_at", "updated_by", "created_by"]);

interface PairPartProps {
  shape: ObjectShape;
  pair: Pair;
}

/** Two records side by side: which stays, whose value of each field, and what moves. */
export function PairPart({ shape, pair }: PairPartProps) {
  const words = useDedupeWords();
  const language = useLanguage();
  const client = useQueryClient();
  const [first, setFirst] = useState(true);
  const [taken, setTaken] = useState<Record<string, Side>>({});
  const { busy, cause, attempt } = useTrying();
  const [survivor, loser] = first ? [pair.one, pair.other] : [pair.other, pair.one];
  const { data: foreseen } = useForeseen(shape.name, survivor.id, loser.id);
  const takes: Record<string, Side> = {
    ...Object.fromEntries((foreseen?.fields ?? []).map((each) => [each.field, each.takes])),
    ...taken,
  };
  const why = pair.reasons.flatMap((each) => words.reasons[`${each.role}.${each.level}`] ?? []);
  const settle = () => client.invalidateQueries({ queryKey: ["records"] });
  const join = () =>
    attempt(async () => {
      const done = await merge(shape.name, survivor.id, loser.id, taken);
      say(
        <>
          {words.merged(number(sum(done.moved), {}, language))}{" "}
          <Button
            kind="quiet"
            small
            onClick={() =>
              void undoMerge(done.merge)
                .then(() => {
                  say(words.undone);
                  return settle();
                })
                .catch(() => say(words.undoFailed))
            }
          >
            {words.undo}
          </Button>
        </>,
        12_000,
      );
      await settle();
    });
  const part = () =>
    attempt(async () => {
      await reject(shape.name, survivor.id, loser.id);
      say(words.rejected);
      await settle();
    });
  const choose = (field: string, side: Side) => setTaken((before) => ({ ...before, [field]: side }));
  const columns = [pair.one, pair.other].map((row) => ({
    row,
    side: (row.id === survivor.id ? "survivor" : "loser") as Side,
  }));
  return (
    <Section
      thin
      title={words.percent(number(pair.percent, {}, language))}
      note={why.join(" · ")}
      extra={foreseen && sum(foreseen.moves) > 0 ? <Moves count={sum(foreseen.moves)} /> : null}
    >
      <div className="pair-w">
        <table className="pair">
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              {columns.map(({ row, side }) => (
                <th key={row.id} scope="col">
                  <Link to={`/o/${shape.name}/${row.id}`}>{String(row[shape.title] ?? "")}</Link>
                  <span className="pair-k">
                    <Chip tone={side === "survivor" ? "jade" : "plain"}>
                      {side === "survivor" ? words.kept : words.goes}
                    </Chip>
                    {side === "loser" ? (
                      <Button
                        kind="quiet"
                        small
                        onClick={() => {
                          setFirst(row.id === pair.one.id);
                          setTaken({});
                        }}
                      >
                        {words.keep}
                      </Button>
                    ) : null}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shape.fields
              .filter((field) => isTold(field, pair))
              .map((field) => (
                <Row
                  key={field.name}
                  field={field}
                  columns={columns}
                  takes={takes[field.name]}
                  onTake={choose}
                />
              ))}
          </tbody>
        </table>
      </div>
      {cause ? <Failed cause={cause} /> : null}
      <p className="row pair-a">
        <Button kind="ink" disabled={busy} onClick={() => void join()}>
          {busy ? words.merging : words.merge}
        </Button>
        <Button disabled={busy} onClick={() => void part()}>
          {words.reject}
        </Button>
      </p>
    </Section>
  );
}

function Moves({ count }: { count: number }) {
  const words = useDedupeWords();
  const language = useLanguage();
  return <span className="sm dim">{words.moves(number(count, {}, language))}</span>;
}

const isTold = (field: Field, pair: Pair): boolean =>
  !LEFT_OUT.has(field.name) && !(isBlank(pair.one[field.name]) && isBlank(pair.other[field.name]));

interface RowProps {
  field: Field;
  columns: { row: RecordRow; side: Side }[];
  /** Whose value survives; undefined where both have the same. */
  takes: Side | undefined;
  onTake: (field: string, side: Side) => void;
}

function Row({ field, columns, takes, onTake }: RowProps) {
  const words = useDedupeWords();
  const label = useLabel();
  const name = label(field.label, field.name);
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map(({ row, side }) => (
        <td key={row.id} data-taken={takes === side}>
          {takes === undefined || !field.writable ? (
            <Told field={field} row={row} />
          ) : (
            <button
              type="button"
              aria-pressed={takes === side}
              aria-label={words.pick(name, String(row[field.name] ?? "–"))}
              onClick={() => onTake(field.name, side)}
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
