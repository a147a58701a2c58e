import { useEffect, useRef } from "react";

/** One committed change the reader may see; its contents are fetched through the ordinary calls. */
export interface Change {
  object: string;
  record: string;
  version: number | null;
}

function parse(text: string): Change | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const { object, record, version } = value as Partial<Change>;
    if (typeof object !== "string" || typeof record !== "string") return null;
    return { object, record, version: typeof version === "number" ? version : null };
  } catch {
    return null;
  }
}

interface Heard {
  onChanges: (changes: Change[]) => void;
  /** Anything may be different: the line was down, or the reader's rights have changed. */
  onGap: () => void;
  /** Objects or fields were designed anew. */
  onShape: () => void;
  /** The reader was told something, or read it elsewhere. */
  onNotified: () => void;
  /** The server turned us away; it is asked again later, but who we are should be asked now. */
  onEnd: () => void;
}

/** How long a line that was turned away stays down; the browser itself redials one that broke. */
const REDIAL = 10_000;

/**
 * Hands over changes in bursts, at most one call every `quiet` ms, because an import commits
 * thousands at once.
 */
export function useStream(heard: Heard, quiet = 400): void {
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => {
    let waiting: Change[] = [];
    let bursting: ReturnType<typeof setTimeout> | undefined;
    let redialling: ReturnType<typeof setTimeout> | undefined;
    let dropped = false;
    let source: EventSource;
    const flush = () => {
      bursting = undefined;
      const burst = waiting;
      waiting = [];
      latest.current.onChanges(burst);
    };
    const dial = () => {
      source = new EventSource("/api/v1/stream?unread=true");
      source.onmessage = (message: MessageEvent<string>) => {
        const change = parse(message.data);
        if (!change) return;
        waiting.push(change);
        bursting ??= setTimeout(flush, quiet);
      };
      source.addEventListener("rights", () => latest.current.onGap());
      source.addEventListener("schema", () => latest.current.onShape());
      source.addEventListener("notification", () => latest.current.onNotified());
      source.onopen = () => {
        if (dropped) latest.current.onGap();
        dropped = false;
      };
      source.onerror = () => {
        dropped = true;
        if (source.readyState !== EventSource.CLOSED) return;
        latest.current.onEnd();
        redialling = setTimeout(dial, REDIAL);
      };
    };
    dial();
    return () => {
      clearTimeout(bursting);
      clearTimeout(redialling);
      source.close();
    };
  }, [quiet]);
}
