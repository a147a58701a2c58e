import {
  closestCenter,
  DndContext,
  DragOverlay,
  pointerWithin,
  PointerSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
} from "@dnd-kit/core";
import { useState, type ReactNode } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Icon } from "@/ui";
import type { Who } from "@/designing/who";
import type { Tried } from "./api";
import { Cell } from "./cell";
import { Fork } from "./fork";
import { Gap } from "./gap";
import { nodeAt, type Path } from "./model";
import { Palette } from "./palette";
import { isBranch, type FlowDraft, type FlowNode } from "./shapes";
import { useFlowWords } from "./words";

/** What drawing can do; places are as the flow stands before it. */
export interface Drawing {
  flow: FlowDraft;
  shape: ObjectShape;
  picked: Path | null;
  faults: Record<string, string>;
  /** A node that was copied, to be put in elsewhere. */
  kept: FlowNode | null;
  /** What a try with a record found. */
  tried: Tried | null;
  /** How the people of a step are read. */
  whoText: (who: readonly Who[]) => string;
  pick: (path: Path | null) => void;
  add: (what: New, gap: Path) => void;
  move: (from: Path, gap: Path) => void;
  step: (path: Path, way: "up" | "down" | "left" | "right") => void;
  copy: (path: Path) => void;
  /** To be put in elsewhere. */
  keep: (path: Path) => void;
  drop: (path: Path) => void;
  addWay: (fork: Path) => void;
}

export type New = "step" | "fork" | "kept";

/** The gap under the pointer; the nearest where it is between two. */
const nearest: CollisionDetection = (args) => {
  const under = pointerWithin(args);
  return under.length > 0 ? under : closestCenter(args);
};

export const pathOf = (id: unknown): Path => String(id).split(":")[1]?.split(".").map(Number) ?? [];

/** Lets what is drawn and what may be drawn be carried about; `left` and `children` stand where they are put. */
export function Table({
  drawing,
  children,
}: {
  drawing: Drawing;
  children: (palette: ReactNode) => ReactNode;
}) {
  const words = useFlowWords();
  const label = useLabel();
  const [lifted, setLifted] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const name = (id: string): string => {
    if (id === "new:step") return words.step;
    if (id === "new:fork") return words.fork;
    const node = nodeAt(drawing.flow.steps, pathOf(id));
    return node && !isBranch(node) ? label(node.label, node.key) : words.fork;
  };
  const drop = ({ active, over }: DragEndEvent) => {
    setLifted(null);
    if (!over) return;
    const gap = pathOf(over.id);
    if (active.id === "new:step" || active.id === "new:fork")
      drawing.add(active.id === "new:step" ? "step" : "fork", gap);
    else drawing.move(pathOf(active.id), gap);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearest}
      onDragStart={({ active }) => setLifted(String(active.id))}
      onDragCancel={() => setLifted(null)}
      onDragEnd={drop}
      accessibility={{
        announcements: {
          onDragStart: ({ active }) => words.lifted(name(String(active.id))),
          onDragOver: () => undefined,
          onDragEnd: () => undefined,
          onDragCancel: () => words.cancelled,
        },
      }}
    >
      {children(<Palette onAdd={(what) => drawing.add(what, after(drawing))} />)}
      <DragOverlay dropAnimation={null}>
        {lifted === null ? null : <div className="dg-lifted">{name(lifted)}</div>}
      </DragOverlay>
    </DndContext>
  );
}

/** Behind what is picked; at the end where nothing is. */
function after({ flow, picked }: Drawing): Path {
  if (!picked) return [flow.steps.length];
  if (picked.length % 2 === 0) return [...picked, 0];
  return [...picked.slice(0, -1), (picked.at(-1) ?? 0) + 1];
}

/** The flow from top to bottom; a list in lists for who cannot see it. */
export function Canvas({ drawing }: { drawing: Drawing }) {
  const words = useFlowWords();
  const label = useLabel();
  const { flow, shape, picked, pick } = drawing;
  return (
    <section className="fw" aria-label={words.flow}>
      <button
        type="button"
        className={picked ? "fw-end" : "fw-end on"}
        aria-pressed={!picked}
        data-place="begin"
        onClick={() => pick(null)}
      >
        <Icon name="user" size="s" />
        <span>
          <b>{words.begin}</b>
          <small>{words.beginOf(label(shape.label, shape.name))}</small>
        </span>
      </button>
      <Steps drawing={drawing} steps={flow.steps} before={[]} />
      <p className="fw-end stop">
        <span>
          <b>{words.end}</b>
          <small>{words.endText}</small>
        </span>
      </p>
    </section>
  );
}

interface StepsProps {
  drawing: Drawing;
  steps: readonly FlowNode[];
  before: Path;
}

export function Steps({ drawing, steps, before }: StepsProps) {
  const words = useFlowWords();
  const label = useLabel();
  const nameOf = (at: number): string => {
    const node = steps[at - 1];
    if (!node) return words.start;
    return isBranch(node) ? words.fork : label(node.label, node.key);
  };
  return (
    <ol className="fw-list">
      <li className="fw-gap">
        <Gap drawing={drawing} path={[...before, 0]} after={nameOf(0)} />
      </li>
      {steps.map((node, at) => {
        const path = [...before, at];
        return (
          <li key={isBranch(node) ? `fork-${at}` : node.key} className="fw-node">
            {isBranch(node) ? (
              <Fork drawing={drawing} fork={node} path={path} />
            ) : (
              <Cell drawing={drawing} step={node} path={path} />
            )}
            <Gap drawing={drawing} path={[...before, at + 1]} after={nameOf(at + 1)} />
          </li>
        );
      })}
    </ol>
  );
}
