import type { Me, ObjectShape, RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";

/** What a second person gives next, by status; twin of `sales/playbook/rules/approvals.py`. */
const NEXT: Record<string, Record<string, string>> = {
  quotation: { draft: "approved", submitted: "approved" },
  contract: { draft: "approved", approved: "signed", signed: "effective" },
  order: { draft: "approved" },
};
/** While it may still be sent back. */
const OPEN = ["draft", "submitted", "approved"];

export interface PaperStanding {
  /** The status a second person may give it now. */
  next: string | undefined;
  /** It may still be sent back. */
  open: boolean;
  /** Whose paper it is cannot be the second person. */
  mine: boolean;
}

/** Whether a record is a paper a second person decides, and what there is to decide; null where nothing is. */
export function paperStanding(shape: ObjectShape, row: RecordRow, me: Me): PaperStanding | null {
  const status = typeof row.status === "string" ? row.status : "draft";
  const next = NEXT[shape.name]?.[status];
  const open = OPEN.includes(status);
  if (!(shape.name in NEXT) || !shape.can.write || !(next || open)) return null;
  return { next, open, mine: [idOf(row.owner), idOf(row.created_by)].includes(me.id) };
}
