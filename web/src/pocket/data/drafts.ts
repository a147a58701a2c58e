import { readAll, write, type Row } from "./idb";
import type { KeptFile } from "./keep";

/** What is being written, on the phone's disk: words a moment after they are typed, a photo at once. */

interface Piece {
  key: string;
  file: File;
  /** What has reached the server already carries the same file. */
  sent?: { file: File } | null;
}

interface WithShots {
  shots: readonly Piece[];
}

interface KeptDraft extends Row {
  words: unknown;
  names: Record<string, string>;
}

const PAUSE_MS = 150;
/** Files of a draft lie apart from those of the outbox: each goes with its own. */
export const DRAFTED = "draft ";
const fileKey = (key: string): string => `${DRAFTED}${key}`;
const onDisk = new Set<string>();
const waiting = new Map<string, WithShots>();
let timer: ReturnType<typeof setTimeout> | undefined;

export async function readDrafts<T extends WithShots>(): Promise<[string, T][]> {
  const rows = await readAll<KeptDraft>("drafts").catch(() => []);
  if (rows.length === 0) return [];
  const files = new Map((await readAll<KeptFile>("files").catch(() => [])).map((row) => [row.key, row.blob]));
  return rows.map(({ key: subject, words, names }) => {
    const draft = words as T;
    const shots = draft.shots.flatMap((shot) => {
      const blob = files.get(fileKey(shot.key));
      if (!blob) return [];
      onDisk.add(shot.key);
      const file = new File([blob], names[shot.key] ?? "", { type: blob.type });
      return [{ ...shot, file, ...(shot.sent ? { sent: { ...shot.sent, file } } : {}) }];
    });
    return [subject, { ...draft, shots }];
  });
}

function keep(subject: string, draft: WithShots): void {
  const fresh = draft.shots.filter((shot) => !onDisk.has(shot.key));
  for (const shot of fresh) onDisk.add(shot.key);
  const bare = draft.shots.map(({ file: _file, ...shot }) => {
    if (!shot.sent) return shot;
    const { file: _sent, ...rest } = shot.sent;
    return { ...shot, sent: rest };
  });
  const row: KeptDraft = {
    key: subject,
    words: { ...draft, shots: bare },
    names: Object.fromEntries(draft.shots.map((shot) => [shot.key, shot.file.name])),
  };
  const files = fresh.map(({ key, file }): KeptFile => ({ key: fileKey(key), blob: file }));
  void write({ put: { drafts: [row], files } }).catch(() => undefined);
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  for (const [subject, draft] of waiting) keep(subject, draft);
  waiting.clear();
}

/** Keeps a draft, or forgets it where there is none any more. */
export function storeDraft(subject: string, draft: WithShots | null, gone: readonly Piece[] = []): void {
  if (draft === null) {
    waiting.delete(subject);
    for (const shot of gone) onDisk.delete(shot.key);
    const files = gone.map((shot) => fileKey(shot.key));
    void write({ drop: { drafts: [subject], files } }).catch(() => undefined);
    return;
  }
  waiting.set(subject, draft);
  if (draft.shots.some((shot) => !onDisk.has(shot.key))) flush();
  else timer ??= setTimeout(flush, PAUSE_MS);
}

/** What was about to be written is not. */
export function forgetDrafts(): void {
  clearTimeout(timer);
  timer = undefined;
  waiting.clear();
  onDisk.clear();
}

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("pagehide", flush);
}
