import type { Me, RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";

export const OBJECT = "team_request";

export type Deed = "accept" | "handBack" | "deliver" | "confirm" | "reopen";

/** The action behind each deed, and the field of its words where it asks for some. */
export const ACTIONS: Record<Deed, { action: string; says: "reason" | "result" | null }> = {
  accept: { action: "accept_request", says: null },
  handBack: { action: "hand_back_request", says: "reason" },
  deliver: { action: "deliver_request", says: "result" },
  confirm: { action: "confirm_request", says: null },
  reopen: { action: "reopen_request", says: "reason" },
};

const TEAMS: Record<string, Deed[]> = { raised: ["handBack", "accept"], accepted: ["handBack", "deliver"] };
const ASKERS: Record<string, Deed[]> = { delivered: ["reopen", "confirm"], handed_back: ["reopen"] };

/** What the reader may do with a request as it stands; the last is the one to do. */
export function deedsOf(
  row: RecordRow,
  me: Pick<Me, "id" | "department" | "view_as">,
  mayWrite: boolean,
): Deed[] {
  if (me.view_as) return [];
  const state = String(row["state"]);
  const mate = mayWrite && idOf(row["unit"]) === (me.department?.id ?? "");
  if (idOf(row["owner"]) === me.id || mate) return TEAMS[state] ?? [];
  return idOf(row["asked_by"]) === me.id ? (ASKERS[state] ?? []) : [];
}
