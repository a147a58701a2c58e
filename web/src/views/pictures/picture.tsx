import type { Filter, ObjectShape } from "@/app/shapes";
import { Empty } from "@/ui";
import { ViewBoard, type Moving } from "../choice-board";
import type { Shown } from "../queries";
import { useViewWords } from "../words";
import { Calendar } from "./calendar";
import { ChartView } from "./chart";
import { MapView } from "./map";
import { Timeline } from "./timeline";

interface PictureProps {
  shape: ObjectShape;
  shown: Shown;
  filter: Filter | null;
  moving: Moving;
  readOnly: boolean;
}

/** Records in any other form than a table. */
export function Picture({ shape, shown, filter, moving, readOnly }: PictureProps) {
  const words = useViewWords();
  const named = (name: string | null) => shape.fields.find((field) => field.name === name);
  const by = named(shown.by);
  const common = { shape, filter, colour: named(shown.colour) };
  if (!by) return <Empty title={words.noBy}>{words.noByText}</Empty>;
  switch (shown.kind) {
    case "board":
      return <ViewBoard shape={shape} by={by.name} filter={filter} moving={moving} readOnly={readOnly} />;
    case "calendar":
      return <Calendar {...common} by={by} moving={moving} readOnly={readOnly} />;
    case "timeline":
      return <Timeline {...common} by={by} until={named(shown.until)} group={named(shown.group)} />;
    case "map":
      return <MapView {...common} by={by} />;
    default:
      return (
        <ChartView
          shape={shape}
          by={by}
          split={named(shown.split)}
          measure={named(shown.measure)}
          step={shown.step ?? "month"}
          kind={shown.chart ?? "bars"}
          filter={filter}
        />
      );
  }
}
