import type { Label } from "@/app/language";
import type { NodeDraft, ProcessDraft, RequirementDraft } from "./api";

/** Where a place in a process is: a node, or one of its requirements. */
export interface Spot {
  node: number;
  ask: number | null;
}

/** A key nobody has yet: `stem`, `stem_2`, … */
export function freeKey(stem: string, taken: readonly string[]): string {
  let [key, n] = [stem, 1];
  while (taken.includes(key)) key = `${stem}_${(n += 1)}`;
  return key;
}

export const patchNode = (of: ProcessDraft, at: number, change: Partial<NodeDraft>): ProcessDraft => ({
  ...of,
  nodes: of.nodes.map((node, index) => (index === at ? { ...node, ...change } : node)),
});

export const patchAsk = (of: ProcessDraft, spot: Spot, change: Partial<RequirementDraft>): ProcessDraft => {
  const requires = of.nodes[spot.node]?.requires ?? [];
  return patchNode(of, spot.node, {
    requires: requires.map((ask, index) => (index === spot.ask ? { ...ask, ...change } : ask)),
  });
};

/** The node at `from` stands at `to` afterwards. */
export function moveNode(of: ProcessDraft, from: number, to: number): ProcessDraft {
  const node = of.nodes[from];
  if (!node || to < 0 || to >= of.nodes.length || from === to) return of;
  const rest = of.nodes.filter((_, index) => index !== from);
  return { ...of, nodes: [...rest.slice(0, to), node, ...rest.slice(to)] };
}

export const dropNode = (of: ProcessDraft, at: number): ProcessDraft => ({
  ...of,
  nodes: of.nodes.filter((_, index) => index !== at),
});

/** A new node before the first end. */
export function addNode(of: ProcessDraft, label: Label): { process: ProcessDraft; at: number } {
  const ends = of.nodes.findIndex((node) => node.end !== null);
  const at = ends < 0 ? of.nodes.length : ends;
  const key = freeKey(
    "node",
    of.nodes.map((node) => node.key),
  );
  const node = blankNode(key, label);
  return { process: { ...of, nodes: [...of.nodes.slice(0, at), node, ...of.nodes.slice(at)] }, at };
}

export const blankNode = (key: string, label: Label): NodeDraft => ({
  key,
  label,
  end: null,
  advance: "auto",
  limit_days: null,
  role: null,
  output: null,
  requires: [],
});

export function addAsk(of: ProcessDraft, at: number, ask: Omit<RequirementDraft, "key">): ProcessDraft {
  const requires = of.nodes[at]?.requires ?? [];
  const stem = ask.kind ?? ask.field ?? ask.type;
  const key = freeKey(
    stem.replace(/[^a-z0-9_]/g, "_").replace(/^[^a-z]+/, "") || ask.type,
    requires.map((each) => each.key),
  );
  return patchNode(of, at, { requires: [...requires, { ...ask, key }] });
}

export const dropAsk = (of: ProcessDraft, spot: Spot): ProcessDraft =>
  patchNode(of, spot.node, {
    requires: (of.nodes[spot.node]?.requires ?? []).filter((_, index) => index !== spot.ask),
  });

const TOLD: Record<RequirementDraft["type"], readonly (keyof RequirementDraft)[]> = {
  evidence: [
    "kind",
    "count",
    "within_m",
    "accuracy_m",
    "max_age_days",
    "camera_only",
    "second_person",
    "activity_place_ok",
    "slots",
  ],
  field: ["field"],
  formula: ["formula"],
  confirmation: ["role"],
  approval: ["flow"],
};

/** A label with anything in it; one language stands in for the other. */
function labelOf(said: Label | null | undefined): Label | null {
  const [zh, en] = [said?.zh.trim() ?? "", said?.en.trim() ?? ""];
  return zh || en ? { zh: zh || en, en: en || zh } : null;
}

function askInput(ask: RequirementDraft): Record<string, unknown> {
  const told = TOLD[ask.type].map((name) => [name, ask[name]] as const);
  const label = labelOf(ask.label);
  return {
    key: ask.key,
    type: ask.type,
    ...Object.fromEntries(told.filter(([, value]) => value !== undefined && value !== null)),
    ...(label ? { label } : {}),
  };
}

/** What the server takes of a process: nothing it has added itself. */
export function toInput(of: ProcessDraft): Record<string, unknown> {
  return {
    key: of.key,
    object: of.object,
    label: labelOf(of.label) ?? of.label,
    site: of.site,
    nodes: of.nodes.map((node) => ({
      key: node.key,
      label: labelOf(node.label) ?? node.label,
      end: node.end,
      advance: node.advance,
      limit_days: node.limit_days,
      role: node.role,
      output: labelOf(node.output),
      requires: node.requires.map(askInput),
    })),
  };
}

/** What the server said of places in a process, without the word before them. */
export const placesOf = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([at, says]) => [at.replace(/^process\./, ""), says]));
