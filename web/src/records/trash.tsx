import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useParams } from "react-router";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { refresh, useCount, useObject, useRecords } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { act } from "@/app/writes";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { Button, Empty, Failed, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { firstColumns } from "./columns-of";
import { Grid } from "./grid";
import "./records.css";

export function TrashPage() {
  const { object = "" } = useParams();
  const shape = useObject(object).data;
  return shape ? <Trash key={object} shape={shape} /> : <Loading lines={6} />;
}

function Trash({ shape }: { shape: ObjectShape }) {
  const words = useDeskWords();
  const label = useLabel();
  const client = useQueryClient();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const ask = { deleted: "only" as const, limit: 100 };
  const records = useRecords(shape.name, ask);
  const count = useCount(shape.name, ask).data ?? null;
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.items) ?? [], [records.data]);
  const name = label(shape.label, shape.name);
  const pick = (ids: string[], on: boolean) =>
    setPicked((before) => {
      const next = new Set(before);
      for (const id of ids)
        if (on) next.add(id);
        else next.delete(id);
      return next;
    });
  const restore = async (ids: string[]) => {
    let back = 0;
    let refused = "";
    for (const id of ids) {
      try {
        await act("restore_record", { object: shape.name, id });
        back += 1;
      } catch (cause) {
        refused = cause instanceof Refusal ? cause.message : "";
      }
    }
    pick(ids, false);
    say([words.list.restored(number(back)), refused].filter(Boolean).join(" · "));
    refresh(client, [{ object: shape.name, record: "", version: null }]);
  };
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = records;
  const near = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const chosen = rows.filter((row) => picked.has(row.id)).map((row) => row.id);
  return (
    <Page title={`${name} · ${words.tabs.trash}`} flush>
      <div className="list-m">
        <header className="list-h">
          <h1>
            {name} · {words.tabs.trash}
          </h1>
          <span className="mut n grow">{count === null ? "" : words.list.count(number(count))}</span>
          <Button
            small
            kind="ink"
            icon="undo"
            disabled={chosen.length === 0}
            onClick={() => void restore(chosen)}
          >
            {words.list.restore} {chosen.length > 0 ? number(chosen.length) : ""}
          </Button>
        </header>
        {records.error ? <Failed cause={records.error} onRetry={() => void records.refetch()} /> : null}
        {records.isPending ? <Loading lines={6} /> : null}
        {records.isSuccess && rows.length === 0 ? (
          <Empty title={words.list.trashEmpty}>{words.list.trashText}</Empty>
        ) : null}
        {rows.length > 0 ? (
          <Grid
            shape={shape}
            columns={firstColumns(shape.fields, shape.title, 6)}
            rows={rows}
            total={count}
            sort=""
            onSort={() => undefined}
            picked={picked}
            onPick={pick}
            onNear={near}
            foot={words.list.trashText}
            plain
            rowAction={(row) => (
              <Button small icon="undo" onClick={() => void restore([row.id])}>
                {words.list.restore}
              </Button>
            )}
          />
        ) : null}
      </div>
    </Page>
  );
}
