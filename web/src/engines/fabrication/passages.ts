import type { Passage } from "./queries";

export interface Piece {
  text: string;
  same: boolean;
}

/** A text in pieces, those that the other side has too marked; `side` says whose places of a passage count. */
export function pieces(text: string, passages: Passage[], side: 0 | 1): Piece[] {
  // The server counts letters; a letter beyond the basic plane is two units here.
  const letters = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  for (const [start, end] of passages
    .map((each) => [each[side], each[side] + each[2]] as const)
    .sort((one, other) => one[0] - other[0])) {
    if (start > at) found.push({ text: letters.slice(at, start).join(""), same: false });
    if (end > Math.max(start, at))
      found.push({ text: letters.slice(Math.max(start, at), end).join(""), same: true });
    at = Math.max(at, end);
  }
  if (at < letters.length) found.push({ text: letters.slice(at).join(""), same: false });
  return found;
}
