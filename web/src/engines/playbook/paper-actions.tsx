import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { refresh, useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import { Button, Dialog, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import { usePlaybookWords } from "./words";

/** What a second person gives next, by status; twin of `sales/playbook/rules/approvals.py`. */
const NEXT: Record<string, Record<string, string>> = {
  quotation: { draft: "approved", submitted: "approved" },
  contract: { draft: "approved", approved: "signed", signed: "effective" },
  order: { draft: "approved" },
};
/** While it may still be sent back. */
const OPEN = ["draft", "submitted", "approved"];

interface PaperActionsProps {
  shape: ObjectShape;
  row: RecordRow;
}

const idOf = (value: unknown): string | null =>
  value && typeof value === "object" && "id" in value ? String(value.id) : null;

/** Approving a quotation, contract or order, or sending it back; whose paper it is reads who else must. */
export function PaperActions({ shape, row }: PaperActionsProps) {
  const words = usePlaybookWords().paper;
  const label = useLabel();
  const me = useMe().data;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const status = typeof row.status === "string" ? row.status : "draft";
  const next = NEXT[shape.name]?.[status];
  if (!me || !(shape.name in NEXT) || !shape.can.write || !(next || OPEN.includes(status))) return null;
  const mine = [idOf(row.owner), idOf(row.created_by)].includes(me.id);
  const choices = shape.fields.find((field) => field.name === "status")?.options?.choices ?? [];
  const named = (key: string) => label(choices.find((each) => each.key === key)?.label, key);
  const run = async (action: string, more: Record<string, unknown>) => {
    setBusy(true);
    try {
      await act(action, { object: shape.name, version: row.version, ...more }, row.id);
      refresh(client, [{ object: shape.name, record: row.id, version: null }]);
      setAsking(false);
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    } finally {
      setBusy(false);
    }
  };
  if (mine) return next ? <span className="sm mut">{words.second(named(next))}</span> : null;
  return (
    <>
      {OPEN.includes(status) ? (
        <Button disabled={busy} onClick={() => setAsking(true)}>
          {words.back}
        </Button>
      ) : null}
      {next ? (
        <Button kind="ink" disabled={busy} onClick={() => void run("approve", { to: next })}>
          {next === "approved" ? words.approve : words.give(named(next))}
        </Button>
      ) : null}
      {asking ? (
        <Dialog title={words.backTitle} onClose={() => setAsking(false)}>
          <TextArea value={reason} onText={setReason} aria-label={words.reason} placeholder={words.reason} />
          <p className="row dlg-a">
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            <Button
              kind="ink"
              disabled={busy || !reason.trim()}
              onClick={() => void run("reject_approval", { reason })}
            >
              {words.back}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </>
  );
}
