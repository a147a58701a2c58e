import type { ReactNode } from "react";
import "./opening.css";

interface OpeningProps {
  title: ReactNode;
  end?: ReactNode;
  detail?: ReactNode;
  detailEnd?: ReactNode;
  open: boolean;
  onToggle: () => void;
  /** Drawn while it is open. */
  children: ReactNode;
}

/** A row of a list that opens in its place: two lines, and below them what a tap asks for. */
export function Opening({ title, end, detail, detailEnd, open, onToggle, children }: OpeningProps) {
  return (
    <>
      <button type="button" className="ln" aria-expanded={open} onClick={onToggle}>
        <span className="t">{title}</span>
        <span className="e">{end}</span>
        {detail || detailEnd ? <span className="d">{detail}</span> : null}
        {detailEnd ? <span className="e">{detailEnd}</span> : null}
      </button>
      {open ? <div className="opn">{children}</div> : null}
    </>
  );
}
