import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { refresh, useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import { Button, Dialog, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import { paperStanding } from "./papers";
import { usePlaybookWords } from "./words";

interface PaperActionsProps {
  shape: ObjectShape;
  row: RecordRow;
}

/** Approving a quotation, contract or order, or sending it back; whose paper it is reads who else must. */
export function PaperActions({ shape, row }: PaperActionsProps) {
  const words = usePlaybookWords().paper;
  const label = useLabel();
  const me = useMe().data;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const standing = me ? paperStanding(shape, row, me) : null;
  if (!standing) return null;
  const { next, mine, open } = standing;
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
      {open ? (
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
