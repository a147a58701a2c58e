import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { clock, shortDay } from "@/app/format";
import { refresh } from "@/app/queries";
import { act } from "@/app/writes";
import { Button, Labelled, Section, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import type { Proof } from "./queries";
import { useFabricationWords } from "./words";

/** A person's word on it, with a reason; or what it was. */
export function Verdict({ proof }: { proof: Proof }) {
  const words = useFabricationWords();
  const { suspicion, may } = proof;
  if (suspicion.state !== "open") {
    return (
      <Section
        title={words.judged}
        note={suspicion.judged_at ? `${shortDay(suspicion.judged_at)} ${clock(suspicion.judged_at)}` : ""}
      >
        <p>
          <b>{suspicion.state === "upheld" ? words.uphold : words.dismiss}</b> {suspicion.reviewer?.label}
        </p>
        <p className="fab-said">{suspicion.reason}</p>
      </Section>
    );
  }
  return (
    <Section title={words.verdict}>
      {may.judge ? <Form id={suspicion.id} /> : <p className="mut">{words.notYours}</p>}
    </Section>
  );
}

function Form({ id }: { id: string }) {
  const words = useFabricationWords();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const judge = async (verdict: "upheld" | "dismissed") => {
    setBusy(true);
    try {
      await act("judge_suspicion", { verdict, reason }, id);
      say(verdict === "upheld" ? words.upheldSaid : words.dismissedSaid);
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    } finally {
      setBusy(false);
      refresh(client, [{ object: "suspicion", record: id, version: null }]);
      await client.invalidateQueries({ queryKey: ["records"] });
    }
  };
  const owes = busy || !reason.trim();
  return (
    <div className="fab-form">
      <p className="sm mut">{words.verdictNote}</p>
      <Labelled id="fab-why" label={words.reason} note={words.reasonHint}>
        <TextArea id="fab-why" value={reason} onText={setReason} rows={3} />
      </Labelled>
      <p className="row">
        <Button disabled={owes} onClick={() => void judge("dismissed")}>
          {words.dismiss}
        </Button>
        <Button kind="ink" disabled={owes} onClick={() => void judge("upheld")}>
          {words.uphold}
        </Button>
      </p>
    </div>
  );
}
