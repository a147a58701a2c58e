import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { number } from "@/app/format";
import { useLabel, useLanguage, useWords } from "@/app/language";
import { fetchPage, keys, useAggregate, type ListAsk } from "@/app/queries";
import type { Field, ObjectShape, RecordRow, Value } from "@/app/shapes";
import { asText, glance } from "@/app/values";
import { useMe } from "@/app/queries";
import { conditionsOf, filterOf } from "@/records/ask";
import { Grid, type Line } from "@/records/grid";
import { Button, Failed, Icon, Loading } from "@/ui";
import { groupsOf, measuresFor, summedFields, type RowGroup } from "./grouped";
import { useViewWords } from "./words";

/** Rows of a group before "all of this group"; groups that are open to begin with. */
const PAGE = 50;
const OPEN = 4;

type GridParts = Omit<Parameters<typeof Grid>[0], "rows" | "lines" | "total" | "onNear" | "foot">;

interface GroupedGridProps extends GridParts {
  ask: ListAsk;
  group: Field;
  /** Narrow the list to one group. */
  onOnly: (group: RowGroup) => void;
}

/** A list under headings: each with its count and sums, and folded away with one press. */
export function GroupedGrid({ ask, group, onOnly, ...grid }: GroupedGridProps) {
  const { shape, columns } = grid;
  const sums = summedFields(shape, columns);
  const filter = ask.filter ?? null;
  const totals = useAggregate(shape.name, { filter, group: [group.name], measures: measuresFor(sums) });
  const groups = totals.data ? groupsOf(group, totals.data) : [];
  const [turned, turn] = useState<ReadonlySet<string>>(new Set());
  const isOpen = (each: RowGroup, at: number) => at < OPEN !== turned.has(each.key);
  const open = groups.filter(isOpen);
  const pages = useQueries({
    queries: open.map((each) => {
      const within: ListAsk = {
        filter: filterOf([...conditionsOf(filter), each.filter]),
        sort: ask.sort ?? "",
        limit: PAGE,
      };
      return {
        queryKey: [...keys.list(shape.name, within), "group"],
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(shape.name, within, undefined, signal),
      };
    }),
  });
  if (totals.error) return <Failed cause={totals.error} onRetry={() => void totals.refetch()} />;
  if (!totals.data) return <Loading lines={9} />;
  const rowsOf = (each: RowGroup): RecordRow[] => pages[open.indexOf(each)]?.data?.items ?? [];
  const lines = groups.flatMap((each, at): Line[] => {
    const unfolded = isOpen(each, at);
    const flip = () => {
      const next = new Set(turned);
      if (!next.delete(each.key)) next.add(each.key);
      turn(next);
    };
    const head = (
      <Heading
        shape={shape}
        field={group}
        group={each}
        sums={sums}
        open={unfolded}
        onFlip={flip}
        onOnly={() => onOnly(each)}
      />
    );
    const rows = unfolded ? rowsOf(each) : [];
    return [{ key: `group:${each.key}`, head }, ...rows.map((row) => ({ key: row.id, row }))];
  });
  return (
    <Grid
      {...grid}
      rows={open.flatMap(rowsOf)}
      lines={lines}
      total={null}
      onNear={() => undefined}
      foot={null}
    />
  );
}

interface HeadingProps {
  shape: ObjectShape;
  field: Field;
  group: RowGroup;
  sums: Field[];
  open: boolean;
  onFlip: () => void;
  onOnly: () => void;
}

function Heading({ field, group, sums, open, onFlip, onOnly }: HeadingProps) {
  const words = useViewWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const own = useMe().data?.currency ?? "CNY";
  const name = group.key === "" ? words.blank : asText(field, group.value as Value, language, shared);
  const said = (each: Field): string => {
    const value = group.totals[`sum_${each.name}`];
    if (value === null || value === undefined) return "—";
    if (each.type !== "money") return number(String(value));
    const { n, unit } = glance(value, own, language);
    return `${n}${unit}`;
  };
  return (
    <div className="gh">
      <button
        type="button"
        className="fold"
        aria-expanded={open}
        aria-label={open ? words.fold(name) : words.unfold(name)}
        onClick={onFlip}
      >
        <Icon name={open ? "down" : "right"} size="s" />
        {name}
      </button>
      <span className="n">{words.count(number(group.count))}</span>
      {sums.map((each) => (
        <span key={each.name} className="sm mut n">
          {words.sum(label(each.label, each.name), said(each))}
        </span>
      ))}
      <span className="grow" />
      {group.count > PAGE && open ? (
        <Button small kind="quiet" onClick={onOnly}>
          {words.rest(number(group.count))}
        </Button>
      ) : null}
    </div>
  );
}
