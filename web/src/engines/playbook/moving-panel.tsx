import type { ObjectShape, Process, RecordRow } from "@/app/shapes";
import { GateRule } from "@/processes/gate-rule";
import { EvidencePanel } from "./evidence-panel";
import { LogPanel, type LogPreset } from "./log-panel";
import { LosePanel } from "@/processes/lose-panel";
import { EvidenceOrigin, OriginPanel } from "./origin-panel";
import type { Shown } from "./trail-entries";
import type { Moving } from "./use-moving";

export type Open =
  | { what: "log"; preset: LogPreset }
  | { what: "origin"; field: string }
  | { what: "evidence" }
  | { what: "piece"; shown: Shown }
  | { what: "rule" }
  | { what: "lose" };

interface MovingPanelProps {
  open: Open;
  setOpen: (open: Open | null) => void;
  shape: ObjectShape;
  row: RecordRow;
  process: Process;
  moving: Moving;
  busy: boolean;
  cause: unknown;
  onMove: (to: string, values: Record<string, unknown>) => void;
}

/** The one panel that is open beside the page, whichever door was pressed. */
export function MovingPanel({
  open,
  setOpen,
  shape,
  row,
  process,
  moving,
  busy,
  cause,
  onMove,
}: MovingPanelProps) {
  const close = () => setOpen(null);
  const { activity, evidence, gate, events, shown } = moving;
  const [exit] = gate?.exits ?? [];
  switch (open.what) {
    case "log":
      return activity ? (
        <LogPanel
          key={`${open.preset.kind ?? ""}${open.preset.type ?? ""}`}
          row={row}
          process={process}
          activity={activity}
          evidence={evidence}
          preset={open.preset}
          onClose={close}
        />
      ) : null;
    case "origin": {
      const field = shape.fields.find((each) => each.name === open.field);
      return field ? (
        <OriginPanel key={field.name} field={field} row={row} events={events} onClose={close} />
      ) : null;
    }
    case "evidence":
      return (
        <EvidenceOrigin
          rows={shown}
          shape={evidence}
          onOpen={(piece) => setOpen({ what: "piece", shown: piece })}
          onClose={close}
        />
      );
    case "piece":
      return <EvidencePanel key={open.shown.id} shown={open.shown} shape={evidence} onClose={close} />;
    case "rule":
      return gate?.next ? <GateRule process={process} to={gate.next} onClose={close} /> : null;
    case "lose":
      return exit ? (
        <LosePanel shape={shape} exit={exit} busy={busy} cause={cause} onMove={onMove} onClose={close} />
      ) : null;
  }
}
