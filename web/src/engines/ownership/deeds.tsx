import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addDays, companyDay, date } from "@/app/format";
import { refresh, useMe } from "@/app/queries";
import type { RecordRow, Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Button, Chip, Dialog, Input, Labelled } from "@/ui";
import { PickDay } from "@/ui/antd";
import { say } from "@/ui/notice";
import { saidOf } from "./saying";
import { useOwnershipWords } from "./words";
import "./ownership.css";

/** On a customer's page: giving him to the pool, and for heads keeping him from it. */
export function CustomerDeeds({ row }: { row: RecordRow }) {
  const words = useOwnershipWords();
  const me = useMe().data;
  const [asking, setAsking] = useState<"release" | "keep" | null>(null);
  const owner = row.owner as Reference | null;
  if (!me || me.view_as || !owner) return null;
  const mine = owner.id === me.id;
  return (
    <>
      {typeof row.keep_until === "string" ? (
        <Chip tone="indigo">{words.kept(date(row.keep_until))}</Chip>
      ) : null}
      <Button onClick={() => setAsking("release")}>{words.release}</Button>
      {mine ? null : <Button onClick={() => setAsking("keep")}>{words.keep}</Button>}
      {asking === "release" ? <ReleaseDialog row={row} onClose={() => setAsking(null)} /> : null}
      {asking === "keep" ? <KeepDialog row={row} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

interface DeedProps {
  row: RecordRow;
  onClose: () => void;
}

function ReleaseDialog({ row, onClose }: DeedProps) {
  const words = useOwnershipWords();
  const [note, setNote] = useState("");
  const { busy, cause, run } = useDeed(row, onClose);
  const reasons = Object.keys(words.releases) as (keyof typeof words.releases)[];
  return (
    <Dialog title={words.releaseWhy} onClose={onClose}>
      <Labelled id="own-note" label={words.note}>
        <Input id="own-note" value={note} onText={setNote} maxLength={500} />
      </Labelled>
      {cause}
      <p className="row dlg-a own-reasons">
        {reasons.map((reason) => (
          <Button
            key={reason}
            disabled={busy || (reason === "other" && !note.trim())}
            onClick={() => void run("release_customer", { reason, note }, words.released)}
          >
            {words.releases[reason]}
          </Button>
        ))}
      </p>
    </Dialog>
  );
}

function KeepDialog({ row, onClose }: DeedProps) {
  const words = useOwnershipWords();
  const [until, setUntil] = useState(addDays(companyDay(new Date()), 60));
  const [reason, setReason] = useState("");
  const { busy, cause, run } = useDeed(row, onClose);
  return (
    <Dialog title={words.keep} onClose={onClose}>
      <Labelled id="own-until" label={words.keepUntil}>
        <PickDay id="own-until" value={until} onChange={(day) => setUntil(day ?? "")} />
      </Labelled>
      <Labelled id="own-because" label={words.reason}>
        <Input id="own-because" value={reason} onText={setReason} maxLength={200} />
      </Labelled>
      {cause}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          kind="ink"
          disabled={busy || !until || !reason.trim()}
          onClick={() => void run("keep_customer", { until, reason }, words.keepDone)}
        >
          {words.save}
        </Button>
      </p>
    </Dialog>
  );
}

function useDeed(row: RecordRow, onClose: () => void) {
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const run = (name: string, input: Record<string, unknown>, done: string) =>
    attempt(async () => {
      await act(name, input, row.id);
      say(done);
      onClose();
      refresh(client, [{ object: "customer", record: row.id, version: null }]);
    });
  const said = cause ? (
    <p className="risk" role="alert">
      {saidOf(cause)}
    </p>
  ) : null;
  return { busy, cause: said, run };
}
