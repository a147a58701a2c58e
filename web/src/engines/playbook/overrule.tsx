import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { refresh, useMe } from "@/app/queries";
import { act } from "@/app/writes";
import { idOf } from "@/app/values";
import { Button, Labelled, TextArea } from "@/ui";
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
  const [busy, setBusy] = useState(false);
  const may = me?.permissions.includes("evidence:overrule") && !me.view_as;
  const waits = shown.state === "waiting" && OPEN.has(String(shown.row["reading"]));
  if (!may || !waits || idOf(shown.row["owner"]) === me.id) return null;
  const pass = async () => {
    setBusy(true);
    try {
      await act("overrule_reading", { evidence: shown.id, reason });
      say(words.done);
      refresh(client, [{ object: "evidence", record: shown.id, version: null }]);
      await client.invalidateQueries({ queryKey: ["records"] });
      onDone();
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
      setBusy(false);
    }
  };
  return (
    <section className="ev-pass" aria-label={words.title}>
      <Labelled id="ev-why" label={words.reason} note={words.note}>
        <TextArea id="ev-why" value={reason} onText={setReason} rows={2} />
      </Labelled>
      <Button disabled={busy || !reason.trim()} onClick={() => void pass()}>
        {words.title}
      </Button>
    </section>
  );
}
