import type { ReactNode } from "react";
import { Seal, type SealState } from "./seal";
import "./refusal.css";

export interface RefusalItem {
  key: string;
  state: SealState;
  title: ReactNode;
  /** The exact comparison: what is there, what it would take. */
  detail?: ReactNode;
  /** The button that gets it. */
  action?: ReactNode;
}

interface RefusalProps {
  title: ReactNode;
  hint?: ReactNode;
  /** Missing first, waiting next; the caller folds passed ones into `passed`. */
  items: RefusalItem[];
  passed?: ReactNode;
  footer?: ReactNode;
  links?: ReactNode;
  /** Announced when it appears because of something just tried. */
  live?: boolean;
}

/** 还不能…: a refusal is a to-do list. No red, no alarm. */
export function RefusalCard({ title, hint, items, passed, footer, links, live = false }: RefusalProps) {
  return (
    <section className="refuse" role={live ? "alert" : undefined}>
      <div className="hd">
        <p className="song refuse-t">{title}</p>
        {hint ? <p className="sm mut">{hint}</p> : null}
      </div>
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <Seal state={item.state} />
            <span className="strong refuse-n">{item.title}</span>
            {item.detail ? <span className="d">{item.detail}</span> : null}
            {item.action}
          </li>
        ))}
        {passed ? (
          <li className="refuse-p">
            <Seal state="proven" />
            <span className="mut refuse-n">{passed}</span>
          </li>
        ) : null}
      </ul>
      {footer || links ? (
        <div className="ft">
          <span>{footer}</span>
          <span className="row">{links}</span>
        </div>
      ) : null}
    </section>
  );
}
