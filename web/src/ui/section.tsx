import { useId, type ReactNode } from "react";
import "./section.css";

interface SectionProps {
  title: ReactNode;
  /** Small grey words behind the title. */
  note?: ReactNode;
  /** Links and buttons at the right end of the rule. */
  extra?: ReactNode;
  /** Page level is a 2 px rule, section level 1 px. */
  thin?: boolean;
  children: ReactNode;
}

/** A ruled column, never a floating card. */
export function Section({ title, note, extra, thin = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={thin ? "sec thin" : "sec"} aria-labelledby={id}>
      <div className="sec-h">
        <h2 id={id}>{title}</h2>
        <span className="sm dim grow">{note}</span>
        {extra}
      </div>
      {children}
    </section>
  );
}
