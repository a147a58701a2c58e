import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import { Seal, type SealState } from "./seal";
import "./trail.css";

export interface TrailEntry {
  key: string;
  /** Two short lines: day, clock. */
  day: string;
  clock?: string;
  /** Machine-readable instant. */
  at: string;
  /** No seal: something happened that proves nothing by itself. */
  state: SealState | null;
  title: ReactNode;
  facts?: ReactNode;
  evidence?: ReactNode;
}

/** 证途: newest first; corrections are new entries that point back. */
export function Trail({ entries }: { entries: TrailEntry[] }) {
  return (
    <ol className="trail">
      {entries.map((entry) => (
        <li key={entry.key}>
          <time dateTime={entry.at}>
            {entry.day}
            {entry.clock ? (
              <>
                <br />
                {entry.clock}
              </>
            ) : null}
          </time>
          {entry.state ? <Seal state={entry.state} /> : <span className="trail-dot" aria-hidden="true" />}
          <div className="trail-b">
            <p>
              <b>{entry.title}</b> {entry.facts ? <span className="mut">{entry.facts}</span> : null}
            </p>
            {entry.evidence ? <div className="evs">{entry.evidence}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

interface EvidenceProps {
  icon: IconName;
  children: ReactNode;
  href?: string;
  onOpen?: () => void;
}

/** A piece of evidence as a card: opens the original. */
export function EvidenceCard({ icon, children, href, onOpen }: EvidenceProps) {
  const inside = (
    <>
      <Icon name={icon} size="s" />
      {children}
    </>
  );
  if (href) {
    return (
      <a className="ev" href={href} target="_blank" rel="noreferrer">
        {inside}
      </a>
    );
  }
  if (onOpen) {
    return (
      <button type="button" className="ev" onClick={onOpen}>
        {inside}
      </button>
    );
  }
  return <span className="ev">{inside}</span>;
}

interface PhotoProps {
  src: string;
  /** Burnt in: time and distance. */
  caption: string;
  alt: string;
  state: SealState;
  onOpen: () => void;
}

export function EvidencePhoto({ src, caption, alt, state, onOpen }: PhotoProps) {
  return (
    <button type="button" className="ev-ph" onClick={onOpen} aria-label={alt}>
      <img src={src} alt="" loading="lazy" decoding="async" />
      <span className="ev-ph-c">{caption}</span>
      <Seal state={state} size="xs" />
    </button>
  );
}
