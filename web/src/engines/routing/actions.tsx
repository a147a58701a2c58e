import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { refresh, useMe } from "@/app/queries";
import type { RecordRow, Reference } from "@/app/shapes";
import { act } from "@/app/writes";
import { PickRecord } from "@/fields/pick-record";
import { Button, Dialog, Labelled } from "@/ui";
import { say } from "@/ui/notice";
import type { GivenObject } from "./shapes";
import { useRoutingWords } from "./words";

interface GivenActionsProps {
  object: GivenObject;
  row: RecordRow;
  /** Whether the reader may give it to somebody else. */
  assigns: boolean;
}

/** Accepting and giving back what one was given; giving it to somebody else, with the same checks. */
export function GivenActions({ object, row, assigns }: GivenActionsProps) {
  const words = useRoutingWords();
  const me = useMe().data;
  const [asking, setAsking] = useState<"decline" | "assign" | null>(null);
  const { busy, run } = useGiven(object, row.id);
  const mine = (row.owner as Reference | null)?.id === me?.id && !me?.view_as;
  const held = row.routing === "assigned" || row.routing === "accepted";
  return (
    <span className="row gv-acts">
      {mine && row.routing === "assigned" ? (
        <Button kind="ink" small disabled={busy} onClick={() => void run("accept_lead", {}, words.accepted)}>
          {words.accept}
        </Button>
      ) : null}
      {mine && held ? (
        <Button small disabled={busy} onClick={() => setAsking("decline")}>
          {words.decline}
        </Button>
      ) : null}
      {assigns && !me?.view_as ? (
        <Button small disabled={busy} onClick={() => setAsking("assign")}>
          {words.assign}
        </Button>
      ) : null}
      {asking === "decline" ? (
        <Dialog title={words.declineWhy} onClose={() => setAsking(null)}>
          <p className="row dlg-a">
            {(Object.keys(words.declines) as (keyof typeof words.declines)[]).map((reason) => (
              <Button
                key={reason}
                onClick={() => {
                  setAsking(null);
                  void run("decline_lead", { reason }, words.declined);
                }}
              >
                {words.declines[reason]}
              </Button>
            ))}
          </p>
        </Dialog>
      ) : null}
      {asking === "assign" ? (
        <AssignDialog
          onClose={() => setAsking(null)}
          onPick={(to) => {
            setAsking(null);
            void run("assign_lead", { to }, words.assigned);
          }}
        />
      ) : null}
    </span>
  );
}

function AssignDialog({ onClose, onPick }: { onClose: () => void; onPick: (to: string) => void }) {
  const words = useRoutingWords();
  const [to, setTo] = useState<Reference | null>(null);
  return (
    <Dialog title={words.assign} onClose={onClose}>
      <Labelled id="gv-to" label={words.assignTo}>
        <PickRecord id="gv-to" object="person" value={to} onChange={setTo} autoFocus />
      </Labelled>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={!to} onClick={() => to && onPick(to.id)}>
          {words.assign}
        </Button>
      </p>
    </Dialog>
  );
}

function useGiven(object: GivenObject, id: string) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async (action: string, input: Record<string, unknown>, done: string) => {
    setBusy(true);
    try {
      await act(action, { ...input, object }, id);
      say(done);
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      say([refused.message, refused.remedy].filter(Boolean).join(" "));
    } finally {
      setBusy(false);
      refresh(client, [{ object, record: id, version: null }]);
      await client.invalidateQueries({ queryKey: ["records"] });
    }
  };
  return { busy, run };
}
