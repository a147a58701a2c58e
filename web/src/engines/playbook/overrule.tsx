import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refresh, useMe } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { idOf } from "@/app/values";
import { act } from "@/app/writes";
import { Button, Failed, Labelled, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import type { Shown } from "./trail-entries";
import { useOverruleWords } from "./words/overrule";

const OPEN = new Set(["awaited", "unread", "failed"]);

/** A second person looked himself: the photo is let through, for a reason that stays. */
export function Overrule({ shown, onDone }: { shown: Shown; onDone: () => void }) {
  const words = useOverruleWords();
  const client = useQueryClient();
  const me = useMe().data;
  const [reason, setReason] = useState("");
  const { busy, cause, attempt } = useTrying();
  const may = me?.permissions.includes("evidence:overrule") && !me.view_as;
  const waits = shown.state === "waiting" && OPEN.has(String(shown.row["reading"]));
  if (!me || !may || !waits || idOf(shown.row["owner"]) === me.id) return null;
  const pass = async () => {
    if (!(await attempt(() => act("overrule_reading", { evidence: shown.id, reason })))) return;
    say(words.done);
    refresh(client, [{ object: "evidence", record: shown.id, version: null }]);
    onDone();
  };
  return (
    <section className="ev-pass" aria-label={words.title}>
      <Labelled id="ev-why" label={words.reason} note={words.note}>
        <TextArea id="ev-why" value={reason} onText={setReason} rows={2} />
      </Labelled>
      {cause ? <Failed cause={cause} /> : null}
      <Button disabled={busy || !reason.trim()} onClick={() => void pass()}>
        {words.title}
      </Button>
    </section>
  );
}
