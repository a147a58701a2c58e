import type { ReactNode } from "react";
import type { Gate, Process, ProcessNode } from "@/app/shapes";
import type { SealState, Station } from "@/ui";

/** The open nodes and the good end: what the rail draws. A lost record keeps its road. */
export const roadOf = (process: Process): ProcessNode[] =>
  process.nodes.filter((node) => node.end !== "lost");

export interface Arrival {
  /** When it entered the node, if anybody knows. */
  day: string | null;
  state: SealState;
}

interface Standing {
  stage: string;
  gate: Gate | undefined;
  arrivals: ReadonlyMap<string, Arrival>;
  label: (node: ProcessNode) => string;
  note: (node: ProcessNode, here: boolean) => ReactNode;
}

/** Every station: behind (sealed), here, or ahead (numbered); the bar stands before the shut one. */
export function stationsOf(process: Process, { stage, gate, arrivals, label, note }: Standing): Station[] {
  const road = roadOf(process);
  const at = road.findIndex((node) => node.key === stage);
  const last = Math.max(at, ...road.map((node, index) => (arrivals.has(node.key) && at < 0 ? index : -1)));
  return road.map((node, index) => {
    const here = index === at;
    const arrival = arrivals.get(node.key);
    const done = index <= last;
    return {
      key: node.key,
      label: label(node),
      state: done && (arrival || node.requires.length === 0) ? (arrival?.state ?? "claimed") : null,
      note: note(node, here),
      done,
      here,
      gate: gate?.next === node.key && !gate.open,
    };
  });
}
