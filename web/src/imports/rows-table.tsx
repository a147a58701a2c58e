import { number } from "@/app/format";
import { Button, Failed, Loading } from "@/ui";
import { useImportRows } from "./calls";
import type { ImportShown, RowsOf } from "./shapes";
import { useImportWords } from "./words";

/** Rows that were not taken, or not taken back: where they stand, why, and what they say. */
export function RowsTable({ held, verdict, count }: { held: ImportShown; verdict: RowsOf; count: number }) {
  const words = useImportWords().one;
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useImportRows(
    held.id,
    verdict,
    count,
  );
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  if (isPending) return <Loading lines={4} />;
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  return (
    <>
      <table className="tb imp-rows">
        <thead>
          <tr>
            <th scope="col" className="r">
              {words.row}
            </th>
            <th scope="col">{words.why}</th>
            <th scope="col">{words.cells}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="r n">{number(row.row)}</td>
              <td>
                {row.reasons.map((reason) => (
                  <p key={reason}>{reason}</p>
                ))}
              </td>
              <td className="mut">
                <span className="imp-cells" title={row.cells.join("\n")}>
                  {row.cells.filter(Boolean).join(" · ")}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage ? (
        <Button small kind="quiet" onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </>
  );
}
