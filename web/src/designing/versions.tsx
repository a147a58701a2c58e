import { useState, type ReactNode } from "react";
import { clock, number, shortDay } from "@/app/format";
import { NameOf } from "@/events/change";
import { Button, Empty } from "@/ui";
import { useDesigningWords } from "./words";

export interface ListedVersion {
  version: number;
  at: string;
  by: string | null;
  /** What is to be said of it beside its number. */
  mark?: string;
}

interface VersionListProps<T extends ListedVersion> {
  versions: readonly T[];
  /** The one in force. */
  live: number | null;
  /** What is different between it and what is being worked on. */
  difference: (version: T) => ReactNode;
  /** Takes it back as the draft; null where it cannot be. */
  onBring: ((version: T) => void) | null;
}

/** Every version, newest first: when and by whom, what is different, and the way back. */
export function VersionList<T extends ListedVersion>({
  versions,
  live,
  difference,
  onBring,
}: VersionListProps<T>) {
  const words = useDesigningWords();
  const [open, setOpen] = useState<number | null>(null);
  const newest = [...versions].sort((a, b) => b.version - a.version);
  if (newest.length === 0) return <Empty title={words.versions.none} />;
  return (
    <ol className="dg-versions">
      {newest.map((each) => (
        <li key={each.version} data-version={each.version}>
          <div className="row">
            <b className="grow">
              {words.versions.of(number(each.version))}
              {each.version === live ? <span className="sm good"> {words.versions.live}</span> : null}
              {each.mark ? <span className="sm dim"> {each.mark}</span> : null}
            </b>
            <span className="sm dim n">
              {shortDay(each.at)} {clock(each.at)}
            </span>
          </div>
          <p className="row sm mut">
            <span className="grow">{each.by ? <NameOf object="person" id={each.by} /> : null}</span>
            <Button
              small
              kind="quiet"
              aria-expanded={open === each.version}
              onClick={() => setOpen(open === each.version ? null : each.version)}
            >
              {words.versions.compare}
            </Button>
          </p>
          {open === each.version ? (
            <div className="dg-differ">
              {difference(each)}
              {onBring ? (
                <p>
                  <Button small icon="undo" onClick={() => onBring(each)}>
                    {words.versions.back}
                  </Button>
                  <span className="sm dim"> {words.versions.backNote}</span>
                </p>
              ) : null}
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
