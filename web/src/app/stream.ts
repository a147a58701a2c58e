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

/**
 * Hands over changes in bursts, at most one call every `quiet` ms, because an import commits
 * thousands at once. `onGap` says that changes may have been missed while the line was down.
 */
export function useStream(onChanges: (changes: Change[]) => void, onGap: () => void, quiet = 400): void {
  const latest = useRef({ onChanges, onGap });
  useEffect(() => {
    latest.current = { onChanges, onGap };
  });
  useEffect(() => {
    let waiting: Change[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let dropped = false;
    const source = new EventSource("/api/v1/stream");
    const flush = () => {
      timer = undefined;
      const burst = waiting;
      waiting = [];
      latest.current.onChanges(burst);
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const change = parse(message.data);
      if (!change) return;
      waiting.push(change);
      timer ??= setTimeout(flush, quiet);
    };
    source.onerror = () => {
      dropped = true;
    };
    source.onopen = () => {
      if (dropped) latest.current.onGap();
      dropped = false;
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [quiet]);
}
