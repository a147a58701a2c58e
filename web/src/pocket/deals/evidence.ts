import type { Asked, FileHandle, Place, ProcessNode, Reason, RecordRow } from "@/app/shapes";
import { idOf, isFiles, isPlace } from "@/app/values";
import type { SealState } from "@/ui/seal";

/** One piece of evidence as the pages use it. */
export interface Piece {
  id: string;
  kind: string;
  state: SealState;
  file: FileHandle | null;
  captured_at: string | null;
  received_at: string;
  place: Place | null;
  slot: string | null;
  /** Whether what its slot is for was read on it; null before anybody looked. */
  read: boolean | null;
  /** The activity it came with. */
  via: string | null;
}

const STATES = ["claimed", "waiting", "proven", "rejected", "imported"] as const;
const READ: Record<string, boolean | undefined> = { found: true, overruled: true, unread: false };
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

export function readPiece(row: RecordRow): Piece {
  const files = row["file"];
  const place = row["place"];
  return {
    id: row.id,
    kind: String(row["kind"]),
    state: STATES.find((each) => each === row["state"]) ?? "claimed",
    file: isFiles(files) ? (files[0] ?? null) : null,
    captured_at: text(row["captured_at"]),
    received_at: text(row["received_at"]) ?? "",
    place: isPlace(place) ? place : null,
    slot: text(row["slot"]),
    read: READ[String(row["reading"])] ?? null,
    via: idOf(row["via"]),
  };
}

export interface Shelf {
  ask: Asked;
  /** What counts, at most as many as are asked for. */
  counted: Piece[];
  /** What was handed in and does not count, each with why. */
  objected: { piece: Piece; why: Reason[] }[];
  empty: number;
}

/** Lays what was handed in into the slots of one requirement, as the server judged it. */
export function fillShelf(ask: Asked, pieces: readonly Piece[]): Shelf {
  const mine = pieces.filter((piece) => piece.kind === ask.kind);
  const objections = new Map<string, Reason[]>();
  for (const reason of ask.why) {
    if (!reason.evidence) continue;
    objections.set(reason.evidence, [...(objections.get(reason.evidence) ?? []), reason]);
  }
  const counted = mine.filter((piece) => piece.state === "proven" && !objections.has(piece.id));
  const objected = mine.flatMap((piece) => {
    const why = objections.get(piece.id);
    return why ? [{ piece, why }] : [];
  });
  return { ask, counted: inSlots(ask, counted).slice(0, ask.count ?? 1), objected, empty: ask.short_by };
}

/** One piece a slot, in the order of the slots; as they come where there are none. */
const inSlots = (ask: Asked, counted: Piece[]): Piece[] =>
  ask.slots?.length
    ? ask.slots.flatMap(({ key }) => counted.find((piece) => piece.slot === key) ?? [])
    : counted;

/** The slots nothing lies in that counts or may come to count, by key. */
export const emptySlots = (ask: Asked): string[] =>
  ask.why.flatMap(({ code, facts }) => (code === "slot_empty" ? [String(facts?.["slot"])] : []));

/** What a stage already entered stands on: proof, imported history, or nothing known. */
export function sealOf(node: ProcessNode, pieces: readonly Piece[]): SealState | null {
  const asks = node.requires.filter((ask) => ask.type === "evidence");
  if (asks.length === 0) return null;
  const enough = (state: SealState) =>
    asks.every(
      (ask) =>
        pieces.filter((piece) => piece.kind === ask.kind && piece.state === state).length >= (ask.count ?? 1),
    );
  if (enough("proven")) return "proven";
  return enough("imported") ? "imported" : null;
}
