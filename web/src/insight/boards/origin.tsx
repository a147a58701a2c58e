import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "@/app/api";
import { date, number } from "@/app/format";
import { useLabel, useLanguage, type Label } from "@/app/language";
import type { Filter } from "@/app/shapes";
import { Button, Door, Failed, LinkButton, Sum } from "@/ui";
import { exactly, glance, idOfGroup, inShort } from "./said";
import type { Answer, GroupValue, Measured, Pick, Row, Tile } from "./shapes";
import { useBoardWords } from "./words";
import "./origin.css";

/** Figures whose records have a page that says more than a list of them. */
const PAGED: Record<string, string> = {
  customers_to_clean: "/customers/cleaning",
  health_score: "/insight/health",
};

/** A figure somebody opened. */
export interface Opened {
  tile: Tile;
  answer: Answer;
  metric: Measured;
  row: Row;
}

interface Definition {
  key: string;
  description: Label;
  terms: { name: string; label: Label }[];
  dimensions: { name: string; label: Label }[];
  time: string | null;
}

interface OriginProps {
  opened: Opened;
  /** Where the records are listed. */
  listAt: (object: string, filter: Filter | null) => string;
  onPick?: ((pick: Pick) => void) | undefined;
  picks?: Pick[];
}

const useDefinition = (key: string) =>
  useQuery({
    queryKey: ["metrics"],
    queryFn: ({ signal }) => api<{ items: Definition[] }>("/metrics", { signal }),
    select: (answer) => answer.items.find((each) => each.key === key),
  });

/** 来历: the figure, its arithmetic with a door for each term, and what would narrow it further. */
export function Origin({ opened: { tile, answer, metric, row }, listAt, onPick, picks = [] }: OriginProps) {
  const words = useBoardWords();
  const label = useLabel();
  const language = useLanguage();
  const { data: definition } = useDefinition(metric.key);
  const said = glance(row.value, metric.unit, words.units);
  const groups = (answer.axes ?? []).filter((axis) => axis.field in row.group);
  const nameOf = (field: string, value: GroupValue | undefined) => {
    const axis = groups.find((each) => each.field === field);
    const key = String(value ?? "");
    if (typeof value === "object" && value !== null) return value.label ?? words.none;
    return value === null || value === undefined ? words.none : label(axis?.values[key], key);
  };
  const lines = Object.entries(row.records).map(([name, door]) => {
    const term = label(definition?.terms.find((each) => each.name === name)?.label, name);
    return {
      key: name,
      name: (
        <>
          {term}{" "}
          <Door says={words.openRecords(term, number(door.count))} to={listAt(door.object, door.filter)}>
            {words.records(number(door.count))}
          </Door>
        </>
      ),
      value: exactly(row.terms[name] ?? null, "count", words.units, language),
    };
  });
  return (
    <div className="bd-origin">
      <p className="sm mut">
        {[
          label(metric.label, metric.key),
          ...groups.map(
            (axis) => `${label(axis.label, axis.field)} ${nameOf(axis.field, row.group[axis.field])}`,
          ),
          row.period?.from && row.period.to ? words.days(date(row.period.from), date(row.period.to)) : null,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p className="fig">
        {said ? said.n : "—"}
        {said?.unit ? <span className="u">{said.unit}</span> : null}
      </p>
      {row.before?.period?.from && row.before.period.to ? (
        <p className="sm mut">
          {tile.compare === "year" ? words.year : words.before}{" "}
          {words.compared(
            inShort(row.before.value, metric.unit, words.units),
            date(row.before.period.from),
            date(row.before.period.to),
          )}
        </p>
      ) : null}
      <h3>{words.arithmetic}</h3>
      <Sum
        lines={lines}
        total={{ name: words.result, value: exactly(row.value, metric.unit, words.units, language) }}
      />
      <p className="sm mut" data-arithmetic>
        {row.arithmetic}
      </p>
      {PAGED[metric.key] ? (
        <p className="row bd-only">
          <LinkButton small to={PAGED[metric.key] ?? ""}>
            {words.paged}
          </LinkButton>
        </p>
      ) : null}
      {onPick && groups.length > 0 ? (
        <p className="row bd-only">
          {groups
            .filter((axis) => !picks.some((pick) => pick.field === axis.field))
            .map((axis) => {
              const name = nameOf(axis.field, row.group[axis.field]);
              const value = idOfGroup(row.group[axis.field]) || null;
              return (
                <Button
                  key={axis.field}
                  small
                  icon="filter"
                  onClick={() =>
                    onPick({ object: answer.object ?? "*", field: axis.field, value, label: name })
                  }
                >
                  {words.only(name)}
                </Button>
              );
            })}
        </p>
      ) : null}
      {definition ? (
        <Split
          metric={metric}
          row={row}
          definition={definition}
          taken={groups.map((axis) => axis.field)}
          listAt={listAt}
        />
      ) : null}
      {definition ? (
        <>
          <h3>{words.about}</h3>
          <p className="sm">{label(definition.description)}</p>
        </>
      ) : null}
      <p className="sm dim">
        {words.version(number(metric.version))} · {words.seen}
      </p>
    </div>
  );
}

interface SplitProps {
  metric: Measured;
  row: Row;
  definition: Definition;
  taken: string[];
  listAt: OriginProps["listAt"];
}

/** The same figure divided by one field more, each part with its records. */
function Split({ metric, row, definition, taken, listAt }: SplitProps) {
  const words = useBoardWords();
  const label = useLabel();
  const [by, setBy] = useState<string | null>(null);
  const offered = definition.dimensions.filter((each) => !taken.includes(each.name));
  const filter = whole(row);
  const { data, error } = useQuery({
    queryKey: ["gate", "board-split", metric.key, by, filter],
    queryFn: ({ signal }) =>
      api<{ rows: Row[] }>(`/metrics/${metric.key}/query`, {
        method: "POST",
        body: { group: [by], filter, ...(definition.time && row.period ? { period: row.period } : {}) },
        signal,
      }),
    enabled: by !== null,
  });
  if (offered.length === 0) return null;
  return (
    <>
      <h3>{words.splitBy}</h3>
      <p className="row bd-only">
        {offered.slice(0, 6).map((each) => (
          <Button
            key={each.name}
            small
            kind={by === each.name ? "ink" : "plain"}
            aria-pressed={by === each.name}
            onClick={() => setBy(by === each.name ? null : each.name)}
          >
            {words.splitTotal(label(each.label, each.name))}
          </Button>
        ))}
      </p>
      {error ? <Failed cause={error} /> : null}
      {data ? (
        <ul className="bd-split">
          {data.rows.map((part) => {
            const value = part.group[by ?? ""];
            const name = typeof value === "object" && value !== null ? value.label : value;
            const [door] = Object.values(part.records);
            return (
              <li key={idOfGroup(value)} className="row">
                <span className="grow">{String(name ?? words.none)}</span>
                {door ? (
                  <Link className="door n" to={listAt(door.object, door.filter)}>
                    {inShort(part.value, metric.unit, words.units)}
                  </Link>
                ) : null}
              </li>
            );
          })}
        </ul>
      ) : null}
    </>
  );
}

/** What all terms have in common: the groups and what the board was narrowed by, which every door carries. */
function whole(row: Row): Filter | null {
  const parts = Object.values(row.records).map(({ filter }) =>
    filter === null ? [] : filter[0] === "and" ? (filter.slice(1) as Filter[]) : [filter],
  );
  const [first = [], ...rest] = parts;
  const said = (part: Filter) => JSON.stringify(part);
  const common = first.filter((part) =>
    rest.every((others) => others.some((each) => said(each) === said(part))),
  );
  return common.length === 0
    ? null
    : common.length === 1
      ? (common[0] as Filter)
      : (["and", ...common] as Filter);
}
