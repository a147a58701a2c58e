import type { Draft } from "./draft";
import type { Guess } from "./shapes";

/** A file on its way: a dry run is another page, and whoever comes back from it finds all as it was. */
export interface Kept {
  file: File;
  object: string;
  guess: Guess;
  draft: Draft;
  /** The import whose dry run it became. */
  id: string;
}

let held: Kept | null = null;

export function keep(next: Kept): void {
  held = next;
}

/** What was kept of one import; a page that was loaded again has forgotten it. */
export const kept = (id: string | null): Kept | null => (held && held.id === id ? held : null);
