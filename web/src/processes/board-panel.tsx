import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { useGate } from "@/app/queries";
import type { Asked, ObjectShape, Process, RecordRow } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Failed, LinkButton, Loading, Panel } from "@/ui";
import { useState } from "react";
import { GateCard } from "./gate-card";
import { GateRule } from "./gate-rule";
import { LosePanel } from "./lose-panel";

/** A card that did not move, and what the server said to it. */
export interface Stuck {
  row: RecordRow;
  to: string;
  cause: unknown;
  /** On its way out of the process: the exit's fields are asked for first. */
  leaving: boolean;
}

interface BoardPanelProps {
  shape: ObjectShape;
  process: Process;
  stuck: Stuck;
  busy: boolean;
  readOnly: boolean;
  onMove: (to: string, values: Record<string, unknown>) => void;
  onMend: (kind: string | null) => void;
  onClose: () => void;
}

/** The refusal card of a drag that was not let through, with the buttons that help. */
export function BoardPanel({
  shape,
  process,
  stuck,
  busy,
  readOnly,
  onMove,
  onMend,
  onClose,
}: BoardPanelProps) {
  const words = useDeskWords();
  const label = useLabel();
  const [why, setWhy] = useState(false);
  const { data: gate, isPending } = useGate(shape.name, stuck.row.id);
  const [exit] = gate?.exits ?? [];
  if (stuck.leaving) {
    if (!exit) return isPending ? <Loading lines={3} /> : null;
    return (
      <LosePanel
        shape={shape}
        exit={exit}
        busy={busy}
        cause={stuck.cause}
        onMove={onMove}
        onClose={onClose}
      />
    );
  }
  const refusal = stuck.cause instanceof Refusal ? stuck.cause : null;
  const turned = refusal?.code === "out_of_turn";
  const gated = turned || refusal?.code === "evidence_missing";
  const next = process.nodes.find((node) => node.key === gate?.next);
  if (why && gate?.next) return <GateRule process={process} to={gate.next} onClose={() => setWhy(false)} />;
  const mend = (asked: Asked) => onMend(asked.type === "evidence" ? (asked.kind ?? null) : null);
  return (
    <Panel title={String(stuck.row[shape.title] ?? "")} onClose={onClose}>
      {turned ? (
        <div className="turn">
          <p>
            <b>{words.board.turnTitle}</b>
          </p>
          <p className="sm mut">{words.board.turnText(label(next?.label, gate?.next ?? ""))}</p>
        </div>
      ) : null}
      {refusal && !gated ? <Failed cause={refusal} /> : null}
      {gate?.next && gated ? (
        <GateCard
          live
          process={process}
          to={gate.next}
          requirements={gate.requirements}
          onMend={readOnly ? undefined : mend}
          onAdvance={readOnly ? undefined : () => onMove(gate.next ?? "", {})}
          onWhy={() => setWhy(true)}
          busy={busy}
        />
      ) : null}
      <p className="panel-note">
        <LinkButton small to={`/o/${shape.name}/${stuck.row.id}`}>
          {words.board.openDeal}
        </LinkButton>
      </p>
    </Panel>
  );
}
