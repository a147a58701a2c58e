import { useParams, useSearchParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useCount, useRecords } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { labelOf } from "@/app/values";
import { useBoardWords } from "@/insight/boards/words";
import { Button } from "@/ui/button";
import { Empty, Failed, Loading } from "@/ui/states";
import { useObject } from "../data";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";

const PAGES: Record<string, string> = { deal: "/deals", customer: "/customers" };

function readFilter(text: string | null): Filter | null {
  try {
    const said: unknown = JSON.parse(text ?? "null");
    return Array.isArray(said) && typeof said[0] === "string" ? (said as Filter) : null;
  } catch {
    return null;
  }
}

/** Exactly the records behind a figure. */
export function RecordList() {
  const { object = "" } = useParams();
  const [params] = useSearchParams();
  const words = useBoardWords();
  const label = useLabel();
  const shape = useObject(object).data;
  const filter = readFilter(params.get("f"));
  const ask = { filter, limit: 50 };
  const { data: count } = useCount(object, ask);
  const rows = useRecords(object, ask);
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const base = PAGES[object] ?? `/o/${object}`;
  return (
    <Page
      title={label(shape?.label, object)}
      up="/boards"
      note={count === null || count === undefined ? "" : words.records(number(count))}
    >
      <Sheet>
        {rows.error ? <Failed cause={rows.error} onRetry={() => void rows.refetch()} /> : null}
        {rows.isPending ? <Loading lines={8} /> : null}
        {rows.data && items.length === 0 ? <Empty title={words.nothing} /> : null}
        <ul className="rows flush">
          {items.map((row) => (
            <li key={row.id}>
              <Line
                to={`${base}/${row.id}`}
                title={String((shape ? row[shape.title] : null) ?? labelOf(row.customer) ?? row.id)}
                detail={labelOf(row.customer) || labelOf(row.owner)}
              />
            </li>
          ))}
        </ul>
        {rows.hasNextPage ? (
          <Button wide onClick={() => void rows.fetchNextPage()}>
            …
          </Button>
        ) : null}
      </Sheet>
    </Page>
  );
}
