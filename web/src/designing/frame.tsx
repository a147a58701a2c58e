import type { ReactNode } from "react";
import { Failed, Icon } from "@/ui";
import type { Steps } from "./steps";
import { useDesigningWords } from "./words";
import "./designing.css";

/** A room of its own, edge to edge: a head, a bar, and below them what is being drawn. */
export function DesignRoom({ children }: { children: ReactNode }) {
  return <div className="dg">{children}</div>;
}

export function DesignHead({ children }: { children: ReactNode }) {
  return <header className="dg-h">{children}</header>;
}

interface BarProps {
  steps: Pick<Steps<unknown>, "undo" | "redo">;
  /** What stands left of the steps back and forth: the state of the draft, or tabs. */
  lead: ReactNode;
  /** Buttons at the right end; the last one publishes. */
  children: ReactNode;
}

/** The state of the draft, a step back and forth, and what can be done with it. */
export function DesignBar({ steps, lead, children }: BarProps) {
  return (
    <div className="dg-bar">
      {lead}
      <StepButtons steps={steps} />
      {children}
    </div>
  );
}

function StepButtons({ steps }: Pick<BarProps, "steps">) {
  const words = useDesigningWords();
  return (
    <>
      <button
        type="button"
        className="tap"
        aria-label={words.undo}
        disabled={!steps.undo}
        onClick={() => steps.undo?.()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="tap flip"
        aria-label={words.redo}
        disabled={!steps.redo}
        onClick={() => steps.redo?.()}
      >
        <Icon name="undo" />
      </button>
    </>
  );
}

/** What the server will not take: counted where each fault has its place, told whole where none has. */
export function DesignFaults({ cause, faults }: { cause: unknown; faults: Record<string, string> }) {
  const words = useDesigningWords();
  const count = Object.keys(faults).length;
  if (count === 0) return cause ? <Failed cause={cause} /> : null;
  return (
    <p className="dg-fault risk sm" role="alert">
      {words.faults(count)}: {[...new Set(Object.values(faults))].join(" ")}
    </p>
  );
}

interface DeskProps {
  /** What there is to choose from, or where one stands; a `dg-left` of its own. */
  left?: ReactNode;
  /** Names the properties; above them it is the heading unless `heading` is said. */
  name: string;
  heading?: ReactNode;
  right: ReactNode;
  children: ReactNode;
}

/** Left, paper and properties. */
export function DesignDesk({ left = null, name, heading = null, right, children }: DeskProps) {
  return (
    <div className={left ? "dg-room" : "dg-room two"}>
      {left}
      <div className="dg-desk">{children}</div>
      <aside className="dg-right" aria-label={name}>
        {heading ? <h2>{heading}</h2> : null}
        {right}
      </aside>
    </div>
  );
}
