import type { CSSProperties, ReactNode } from "react";
import "./figures.css";
import "./table.css";

export interface Column<T> {
  key: string;
  head: ReactNode;
  cell: (row: T) => ReactNode;
  /** Figures stand right, on the decimal. */
  figure?: boolean;
  width?: number | string;
}

interface TableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  foot?: ReactNode;
}

/** A short table that fits the page; long lists of records have their own, windowed one. */
export function Table<T>({ label, columns, rows, keyOf, foot }: TableProps<T>) {
  return (
    <div className="tb-w">
      <table className="tb" aria-label={label} style={{ "--cols": columns.length } as CSSProperties}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.figure ? "r" : undefined}
                style={{ width: column.width }}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.key} className={column.figure ? "r n" : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot}
      </table>
    </div>
  );
}
