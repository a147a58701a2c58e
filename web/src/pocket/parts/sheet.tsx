import { useId, type ReactNode } from "react";
import { Link, type To } from "react-router";
import "./sheet.css";

interface SheetProps {
  title?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
}

/** One sheet of paper across the whole width; a heading says what is on it. */
export function Sheet({ title, note, children }: SheetProps) {
  const id = useId();
  return (
    <section className="sheet" aria-labelledby={title ? id : undefined}>
      {title ? (
        <div className="sheet-h">
          <h2 id={id}>{title}</h2>
          {note ? <span className="sm mut">{note}</span> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

interface LineProps {
  to?: To;
  onPick?: () => void;
  title: ReactNode;
  /** Top right: a figure or a day. */
  end?: ReactNode;
  detail?: ReactNode;
  detailEnd?: ReactNode;
}

/** A row of a list that leads somewhere: two lines, figures right. */
export function Line({ to, onPick, title, end, detail, detailEnd }: LineProps) {
  const inside = (
    <>
      <span className="t">{title}</span>
      <span className="e">{end}</span>
      {detail || detailEnd ? <span className="d">{detail}</span> : null}
      {detailEnd ? <span className="e">{detailEnd}</span> : null}
    </>
  );
  if (to === undefined) {
    return (
      <button type="button" className="ln" onClick={onPick}>
        {inside}
      </button>
    );
  }
  return (
    <Link className="ln" to={to}>
      {inside}
    </Link>
  );
}

/** Facts as name and value, one a line; what is blank is left out by the caller. */
export function Facts({ rows }: { rows: { key: string; name: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.key}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
