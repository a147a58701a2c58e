import { useEffect, useId, useRef, type ReactNode } from "react";
import { useWords } from "@/app/language";
import { Icon } from "./icon";
import "./panel.css";

interface PanelProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/**
 * The side panel: pushes on a wide desk, overlays on a narrow one. Esc closes it and the focus
 * returns to the door that opened it.
 */
export function Panel({ title, onClose, children }: PanelProps) {
  const words = useWords();
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const door = document.activeElement;
    frame.current?.focus();
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      close.current();
    };
    document.addEventListener("keydown", leave);
    return () => {
      document.removeEventListener("keydown", leave);
      if (door instanceof HTMLElement && door.isConnected) door.focus();
    };
  }, []);
  return (
    <aside className="panel" ref={frame} tabIndex={-1} aria-labelledby={id}>
      <header className="panel-h">
        <h2 id={id} className="grow">
          {title}
        </h2>
        <span className="kbd" aria-hidden="true">
          Esc
        </span>
        <button type="button" className="tap" aria-label={words.close} onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      {children}
    </aside>
  );
}

export interface SumLine {
  key: string;
  name: ReactNode;
  value: ReactNode;
}

/** 算式: one line per term, the total under a double rule. */
export function Sum({ lines, total }: { lines: SumLine[]; total?: { name: ReactNode; value: ReactNode } }) {
  return (
    <div className="sum">
      {lines.map((line) => (
        <div key={line.key}>
          <span>{line.name}</span>
          <span className="n">{line.value}</span>
        </div>
      ))}
      {total ? (
        <div className="tot">
          <span>{total.name}</span>
          <span className="n">{total.value}</span>
        </div>
      ) : null}
    </div>
  );
}
