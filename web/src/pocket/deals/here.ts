import type { Asked, Gate, Place, Process, ProcessNode, RecordRow, Requirement } from "@/app/shapes";
import { findGaps, judge, type Evidence, type Requirement as Rule } from "@/rules/gates";
import type { Attachment, Operation } from "../data";
import type { Piece } from "./evidence";

/** How a gate stands as this phone can tell; the server has the last word. */
export interface GateHere extends Gate {
  /** What is on its way counts here and not yet on the server. */
  ahead: boolean;
}

interface Known {
  /** What the server said last, if it has. */
  gate: Gate | undefined;
  process: Process | undefined;
  deal: RecordRow | undefined;
  pieces: readonly Piece[];
  /** What was logged on this phone and has not been answered. */
  unsent: readonly Operation[];
  site: Place | null;
  now: Date;
  /** What the formulas of its gate come to here; one that this phone cannot read is not among them. */
  formulas?: Readonly<Record<string, boolean | null>>;
}

/** The node behind the one a deal stands at. */
export function nextNode(process: Process | undefined, stage: unknown): ProcessNode | undefined {
  const road = process?.nodes.filter((node) => node.end !== "lost") ?? [];
  const at = road.findIndex((node) => node.key === stage);
  return at < 0 ? undefined : road[at + 1];
}

/** A requirement the phone has what it takes to judge. */
const isOurs = (ask: Requirement, { formulas = {} }: Known): boolean =>
  !ask.ask_server &&
  (ask.type === "evidence" || ask.type === "field" || (ask.type === "formula" && ask.key in formulas));

/** What a piece on this phone will be worth: a photo of the gallery tells only the server when and where. */
function onItsWay(each: Attachment, ask: Rule | undefined, known: Known): Evidence[] {
  if (each.told.source === "gallery" && ask && (ask.within_m != null || ask.max_age_days != null)) return [];
  const item: Evidence = {
    id: each.key,
    kind: each.kind,
    state: "claimed",
    captured_at: each.told.captured_at,
    received_at: known.now.toISOString(),
    content: each.handle?.id ?? each.key,
    place: each.told.place,
    source: each.told.source,
    slot: each.slot ?? null,
  };
  return [{ ...item, state: judge(item, ask ?? null, known.site, known.now).state }];
}

const onTheServer = (piece: Piece): Evidence => ({
  id: piece.id,
  kind: piece.kind,
  state: piece.state === "missing" ? "claimed" : piece.state,
  captured_at: piece.captured_at,
  received_at: piece.received_at,
  content: piece.file?.id ?? null,
  place: piece.place,
  source: piece.file?.source ?? null,
  slot: piece.slot,
  read: piece.read,
});

function standingOf(ask: Requirement, said: Asked | undefined, known: Known): Asked {
  const blank: Asked = { ...ask, have: 0, short_by: 0, state: "waiting", why: [] };
  const changed = known.unsent.some(({ shown }) => Object.keys(shown ?? {}).length > 0);
  if (!isOurs(ask, known)) {
    if (ask.type !== "formula") return said ?? blank;
    // What it comes to with what was entered here, only the server can tell.
    return said && !changed ? said : { ...blank, ask_server: true };
  }
  if (said && ask.type === "formula" && !changed) return said;
  // What the server has found proven stays so: it knows more of it than this phone.
  if (said?.state === "proven" && ask.type !== "formula") return said;
  const coming = known.unsent.flatMap((operation) =>
    operation.attachments.flatMap((each) => (each.kind === ask.kind ? onItsWay(each, ask, known) : [])),
  );
  const filled =
    ask.type === "field" && known.unsent.some((each) => each.shown[ask.field ?? ""] !== undefined);
  if (said && coming.length === 0 && !filled && ask.type !== "formula") return said;
  const trail = [...known.pieces.map(onTheServer), ...coming];
  const beside = { formulas: known.formulas ?? {} };
  const [found] = findGaps([ask], known.deal ?? {}, trail, known.site, known.now, beside);
  if (!found) return said ?? blank;
  const { have, short_by, state, why } = found;
  return { ...ask, have, short_by, state, why: [...why], remedy: said?.remedy ?? null };
}

/**
 * The gate before a deal's next node: as the server said, with what is still on this phone counted in; without
 * an answer, from the process and what the phone has kept.
 */
export function gateHere(known: Known): GateHere | undefined {
  const { gate, process, deal, unsent } = known;
  if (!gate && (!deal || !process)) return undefined;
  const node = gate ? null : nextNode(process, deal?.["stage"]);
  const asks: readonly Requirement[] = gate?.requirements ?? node?.requires ?? [];
  const requirements = asks.map((ask) =>
    standingOf(
      ask,
      gate?.requirements.find((each) => each.key === ask.key),
      known,
    ),
  );
  const counts = ({ attachments, about }: Operation) => attachments.length > 0 || about !== null;
  const ahead = !gate || unsent.some(counts);
  return {
    process: gate?.process ?? process?.key ?? "",
    version: gate?.version ?? process?.version ?? 0,
    stage: gate?.stage ?? String(deal?.["stage"] ?? ""),
    entered_at: gate?.entered_at ?? null,
    next: gate ? gate.next : (node?.key ?? null),
    advance: gate?.advance ?? node?.advance ?? null,
    exits: gate?.exits ?? [],
    open: requirements.every((ask) => ask.state === "proven"),
    requirements,
    ahead,
  };
}
