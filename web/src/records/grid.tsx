import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from "react";
import { Link, useNavigate } from "react-router";
import { ROW_HEIGHT, useDensity, type Density } from "@/app/density";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape, RecordRow } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { kindOf, ShowValue } from "@/fields";
import { Icon } from "@/ui";
import { nextSort, sortedBy } from "./ask";
import "./grid.css";

interface GridProps {
  shape: ObjectShape;
  columns: string[];
  rows: RecordRow[];
  /** The exact number of rows behind the list, once known. */
  total: number | null;
  sort: string;
  onSort: (sort: string) => void;
  picked: ReadonlySet<string>;
  onPick: (ids: string[], on: boolean) => void;
  /** The list's end is near; more is wanted. */
  onNear: () => void;
  foot: ReactNode;
  /** Replaces the link on the title, e.g. in the trash. */
  rowAction?: (row: RecordRow) => ReactNode;
  plain?: boolean;
  /** Headings among the rows; `rows` in order where there are none. */
  lines?: Line[];
  /** Pixels of columns that are not as wide as their type asks. */
  widths?: Record<string, number>;
  onWidth?: (field: string, width: number) => void;
  /** How many columns stay in sight while the rest scrolls. */
  frozen?: number;
  /** A colour token for a row, e.g. by its grade. */
  colourOf?: (row: RecordRow) => string | undefined;
  density?: Density | null;
}

/** One line of the table: a record, or a heading across all columns. */
export type Line = { key: string; row: RecordRow } | { key: string; head: ReactNode };

const PICK = 34;
const FIRST = 240;

/** A windowed table of records: thousands of rows, forty of them on the page. */
export function Grid(props: GridProps) {
  const { shape, columns, rows, total, picked, onPick, onNear, foot, rowAction, plain = false } = props;
  const { widths = {}, frozen = 0, colourOf, density = null } = props;
  const lines: Line[] = props.lines ?? rows.map((row) => ({ key: row.id, row }));
  const frame = useRef<HTMLDivElement>(null);
  const fields = columns
    .map((name) => shape.fields.find((field) => field.name === name))
    .filter((field) => field !== undefined);
  const own = useDensity();
  const height = ROW_HEIGHT[density ?? own];
  const widthOf = (field: Field, at: number): number =>
    widths[field.name] ?? (at === 0 ? FIRST : kindOf(field).width);
  const lefts = fields.map((_, at) =>
    fields.slice(0, at).reduce((sum, field, index) => sum + widthOf(field, index), PICK),
  );
  const pinned = (at: number) => (at < frozen ? { left: lefts[at] ?? 0 } : undefined);
  const fixed = frozen > 1 || fields.some((field) => widths[field.name] !== undefined);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 14,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lines.length > 0 && last >= lines.length - 30) onNear();
  }, [last, lines.length, onNear]);
  useEffect(() => virtual.measure(), [virtual, height]);
  const above = items[0]?.start ?? 0;
  const below = Math.max(0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0));
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const row = event.target instanceof HTMLElement ? event.target.closest("tr") : null;
    const to = Number(row?.dataset.index ?? -1) + step;
    if (step === 0 || !row || to < 0 || to >= lines.length) return;
    event.preventDefault();
    virtual.scrollToIndex(to);
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`tr[data-index="${to}"] .grid-go`)?.focus(),
    );
  };
  return (
    <div
      className="grid-f"
      ref={frame}
      style={density ? ({ "--row": `${height}px` } as CSSProperties) : undefined}
    >
      <table
        className="tb grid"
        aria-rowcount={total ?? -1}
        style={{ minWidth: fields.reduce((sum, field, at) => sum + widthOf(field, at), PICK) }}
        onKeyDown={move}
      >
        <colgroup>
          <col style={{ width: PICK }} />
          {fields.map((field, index) => (
            <col
              key={field.name}
              style={{ width: index === 0 && !fixed ? undefined : widthOf(field, index) }}
            />
          ))}
          {rowAction ? <col style={{ width: 90 }} /> : null}
        </colgroup>
        <Head {...props} fields={fields} pinned={pinned} widthOf={widthOf} />
        <tbody>
          {above > 0 ? <tr aria-hidden="true" style={{ height: above }} /> : null}
          {items.map((item) => {
            const line = lines[item.index];
            if (line && "head" in line) {
              return (
                <tr key={line.key} className="grid-gh" data-group={line.key}>
                  <td colSpan={fields.length + (rowAction ? 2 : 1)}>{line.head}</td>
                </tr>
              );
            }
            const row = line?.row;
            return row ? (
              <Row
                key={row.id}
                index={item.index}
                shape={shape}
                fields={fields}
                row={row}
                picked={picked.has(row.id)}
                onPick={onPick}
                action={rowAction?.(row)}
                plain={plain}
                colour={colourOf?.(row)}
                pinned={pinned}
              />
            ) : null;
          })}
          {below > 0 ? <tr aria-hidden="true" style={{ height: below }} /> : null}
        </tbody>
      </table>
      <div className="grid-foot sm dim">{foot}</div>
    </div>
  );
}

function Head({
  shape,
  fields,
  rows,
  sort,
  onSort,
  picked,
  onPick,
  rowAction,
  onWidth,
  pinned,
  widthOf,
}: GridProps & { fields: Field[]; pinned: Pinned; widthOf: (field: Field, at: number) => number }) {
  const words = useDeskWords();
  const label = useLabel();
  const all = rows.length > 0 && rows.every((row) => picked.has(row.id));
  return (
    <thead>
      <tr>
        <th scope="col" className="grid-p">
          <input
            type="checkbox"
            className="tick"
            aria-label={words.list.all}
            checked={all}
            onChange={() =>
              onPick(
                rows.map((row) => row.id),
                !all,
              )
            }
          />
        </th>
        {fields.map((field, at) => {
          const name = label(field.label, field.name);
          const order = sortedBy(sort, field.name);
          const says =
            order === "ascending"
              ? words.list.sortUp(name)
              : order === "descending"
                ? words.list.sortDown(name)
                : words.list.sortNot(name);
          return (
            <th
              key={field.name}
              scope="col"
              className={[kindOf(field).figure ? "r" : "", pinned(at) ? "pin" : ""].join(" ")}
              style={pinned(at)}
              aria-sort={order}
            >
              {field.sortable ? (
                <button
                  type="button"
                  className="th-sort"
                  aria-label={says}
                  onClick={() => onSort(nextSort(sort, field.name))}
                >
                  {name}
                  {order === "none" ? null : <Icon name={order === "ascending" ? "up" : "down"} size="s" />}
                </button>
              ) : (
                name
              )}
              {onWidth ? (
                <span
                  className="th-w"
                  aria-hidden="true"
                  onPointerDown={(event) =>
                    pull(event, widthOf(field, at), (width) => onWidth(field.name, width))
                  }
                />
              ) : null}
            </th>
          );
        })}
        {rowAction ? (
          <th scope="col">
            <span className="off-screen">{label(shape.label)}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

type Pinned = (at: number) => { left: number } | undefined;

/** Follows the pointer until it is let go; the width is told once, at the end. */
function pull(event: PointerEvent, from: number, done: (width: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const start = event.clientX;
  const release = (end: globalThis.PointerEvent) =>
    done(Math.round(Math.min(1200, Math.max(40, from + end.clientX - start))));
  window.addEventListener("pointerup", release, { once: true });
}

interface RowProps {
  colour: string | undefined;
  pinned: Pinned;
  index: number;
  shape: ObjectShape;
  fields: Field[];
  row: RecordRow;
  picked: boolean;
  onPick: (ids: string[], on: boolean) => void;
  action: ReactNode;
  plain: boolean;
}

function Row({ index, shape, fields, row, picked, onPick, action, plain, colour, pinned }: RowProps) {
  const words = useDeskWords();
  const navigate = useNavigate();
  const address = `/o/${shape.name}/${row.id}`;
  const name = String(row[shape.title] ?? "");
  const open = (event: MouseEvent) => {
    if (plain || !(event.target instanceof Element) || event.target.closest("a, button, input, label"))
      return;
    if (window.getSelection()?.toString()) return;
    void navigate(address);
  };
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={picked}
      className={[picked ? "on" : "", colour ? "tinted" : ""].join(" ").trim() || undefined}
      style={colour ? ({ "--tint": colour } as CSSProperties) : undefined}
      onClick={open}
    >
      <td className="grid-p">
        <input
          type="checkbox"
          className="tick"
          aria-label={words.list.pick(name)}
          checked={picked}
          onChange={() => onPick([row.id], !picked)}
        />
      </td>
      {fields.map((field, at) => (
        <td
          key={field.name}
          className={
            [kindOf(field).figure ? "r n" : "", pinned(at) ? "pin" : ""].join(" ").trim() || undefined
          }
          style={pinned(at)}
        >
          {at === 0 ? (
            <TitleCell plain={plain} address={address} field={field} row={row} />
          ) : (
            <span className="clip">
              <ShowValue field={field} value={row[field.name]} dense />
            </span>
          )}
        </td>
      ))}
      {action === undefined ? null : <td className="r">{action}</td>}
    </tr>
  );
}

function TitleCell({
  plain,
  address,
  field,
  row,
}: {
  plain: boolean;
  address: string;
  field: Field;
  row: RecordRow;
}) {
  const value = row[field.name];
  const shown = <ShowValue field={field} value={value} dense />;
  const title = typeof value === "string" ? value : undefined;
  if (plain) return <span className="clip strong">{shown}</span>;
  return (
    <Link className="grid-go clip" to={address} title={title}>
      {shown}
    </Link>
  );
}
