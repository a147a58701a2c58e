import { useDraggable, useDroppable } from "@dnd-kit/core";
import type { KeyboardEvent, PointerEvent } from "react";
import { number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { useMe, useRecords, type AggregateRow } from "@/app/queries";
import type { Filter, ObjectShape, ProcessNode, RecordRow } from "@/app/shapes";
import { amountOf, glance } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { conditionsOf, filterOf, listAddress } from "@/records/ask";
import { Button, Door, Failed, Icon, Loading } from "@/ui";
import { CardFace } from "./card";

interface BoardColumnProps {
  shape: ObjectShape;
  node: ProcessNode;
  by: string;
  /** Nothing here goes anywhere any more. */
  ended: boolean;
  filter: Filter | null;
  /** Undefined while it is being counted. */
  total: AggregateRow | undefined;
  pending: { row: RecordRow; to: string } | null;
  readOnly: boolean;
}

const PAGE = 20;

export function BoardColumn(props: BoardColumnProps) {
  const { shape, node, by, ended, filter, total, pending, readOnly } = props;
  const words = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const own = useMe().data?.currency ?? "CNY";
  const { setNodeRef, isOver } = useDroppable({ id: node.key });
  const asked = filterOf([
    ...conditionsOf(filter),
    node.key === "" ? [by, "empty", true] : [by, "=", node.key],
  ]);
  const sorted = shape.fields.some((field) => field.name === "expected_on")
    ? node.end
      ? "-expected_on"
      : "expected_on"
    : "";
  const records = useRecords(shape.name, { filter: asked, limit: PAGE, sort: sorted });
  const held = records.data?.pages.flatMap((page) => page.items) ?? [];
  const coming = pending?.to === node.key ? [pending.row] : [];
  const rows = [...coming, ...held.filter((row) => row.id !== pending?.row.id)];
  const count = Number(total?.n ?? 0);
  const sum = total?.sum ? glance(total.sum, own, language) : null;
  const name = label(node.label, node.key);
  const says = `${name} ${words.board.count(number(count))}`;
  return (
    <section ref={setNodeRef} className={isOver ? "bd over" : "bd"} aria-label={name} data-stage={node.key}>
      <header className={node.end ? `bd-h ${node.end}` : "bd-h"}>
        <h2>{name}</h2>
        <p className="n">
          {total ? (
            <Door says={says} to={listAddress(shape.name, asked)}>
              {number(count)}
            </Door>
          ) : null}
          {sum && Number(amountOf(total?.sum)) !== 0 ? (
            <span className="mut">
              <Door says={`${name} ${sum.n}${sum.unit}`} to={listAddress(shape.name, asked, "-amount")}>
                {sum.n}
              </Door>
              <span className="u">{sum.unit}</span>
            </span>
          ) : null}
        </p>
      </header>
      <ul className="bd-l">
        {rows.map((row) => (
          <Card
            key={row.id}
            shape={shape}
            row={row}
            node={node}
            fixed={readOnly || ended || coming.includes(row)}
            waiting={coming.includes(row)}
          />
        ))}
      </ul>
      {records.isPending ? <Loading lines={3} /> : null}
      {records.error ? <Failed cause={records.error} onRetry={() => void records.refetch()} /> : null}
      {records.isSuccess && rows.length === 0 ? (
        <p className="sm dim bd-e">{by === "stage" ? words.board.empty : words.board.none}</p>
      ) : null}
      {records.hasNextPage ? (
        <Button
          small
          kind="quiet"
          disabled={records.isFetchingNextPage}
          onClick={() => void records.fetchNextPage()}
        >
          {words.board.more(number(Math.max(0, count - held.length)))}
        </Button>
      ) : null}
    </section>
  );
}

interface CardProps {
  shape: ObjectShape;
  row: RecordRow;
  node: ProcessNode;
  fixed: boolean;
  waiting: boolean;
}

/** The pointer may take the card anywhere; the keyboard takes it by its grip. */
function Card({ shape, row, node, fixed, waiting }: CardProps) {
  const words = useDeskWords();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id: row.id,
    data: { row },
    disabled: fixed,
  });
  const pointer = listeners?.onPointerDown as ((event: PointerEvent) => void) | undefined;
  const keyboard = listeners?.onKeyDown as ((event: KeyboardEvent) => void) | undefined;
  const grip = fixed ? null : (
    <button
      type="button"
      ref={setActivatorNodeRef}
      className="card-g"
      aria-label={`${words.board.moveTo} ${String(row[shape.title] ?? "")}`}
      aria-describedby={attributes["aria-describedby"]}
      onKeyDown={keyboard}
    >
      <Icon name="grip" size="s" />
    </button>
  );
  return (
    <li
      ref={setNodeRef}
      className={isDragging ? "gone" : waiting ? "pale" : undefined}
      data-record={row.id}
      onPointerDown={pointer}
    >
      <CardFace shape={shape} row={row} limit={node.limit_days} grip={grip} />
    </li>
  );
}
