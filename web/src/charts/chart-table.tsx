import { Door } from "@/ui";
import type { ChartMark, ChartSpec } from "./spec";

interface ChartTableProps {
  spec: ChartSpec;
  /** Without it the table only reads. */
  onOpen?: ((mark: ChartMark) => void) | undefined;
  /** Only for who listens instead of looking. */
  unseen?: boolean;
}

/** The twin of every chart: the same marks as exact figures in rows. */
export function ChartTable({ spec, onOpen, unseen = false }: ChartTableProps) {
  return (
    <div className={unseen ? "ch-unseen" : "ch-table"}>
      <table>
        <caption className="ch-unseen">{spec.label}</caption>
        <thead>
          <tr>
            <th scope="col">{spec.axis}</th>
            {spec.series.map((series) => (
              <th key={series.key} scope="col" className="r">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.categories.map((category, at) => (
            <tr key={at}>
              <th scope="row">{category}</th>
              {spec.series.map((series, place) => (
                <Cell
                  key={series.key}
                  spec={spec}
                  mark={{ series: place, at }}
                  onOpen={unseen ? undefined : onOpen}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  spec,
  mark,
  onOpen,
}: {
  spec: ChartSpec;
  mark: ChartMark;
  onOpen: ChartTableProps["onOpen"];
}) {
  const series = spec.series[mark.series];
  const point = series?.points[mark.at];
  if (!point || point.value === null) return <td className="r n">—</td>;
  return (
    <td className="r n">
      {onOpen && series.look !== "plan" ? (
        <Door
          says={`${series.name} ${spec.categories[mark.at] ?? ""} ${point.said}`}
          onOpen={() => onOpen(mark)}
        >
          {point.said}
        </Door>
      ) : (
        point.said
      )}
    </td>
  );
}
