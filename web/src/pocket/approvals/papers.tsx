import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { useDeciding } from "@/approvals/api";
import { useVerbs } from "@/approvals/verbs";
import { useApprovalWords } from "@/approvals/words";
import { paperStanding } from "@/engines/playbook/papers";
import { usePlaybookWords } from "@/engines/playbook/words";
import { Button } from "@/ui/button";
import { Labelled, TextArea } from "@/ui/input";
import { useWho } from "../data";
import { Sure } from "./sure";
import { Unsent } from "./unsent";
import "./approvals.css";

interface PapersProps {
  shape: ObjectShape;
  row: RecordRow;
}

/** The second person's word for a quotation, contract or order, in reach of the thumb. */
export function Papers({ shape, row }: PapersProps) {
  const { paper } = usePlaybookWords();
  const words = useApprovalWords();
  const label = useLabel();
  const me = useWho();
  const { run } = useDeciding();
  const [asking, setAsking] = useState<"approve" | "back" | null>(null);
  const trying = useVerbs(() => setAsking(null));
  const standing = me.view_as ? null : paperStanding(shape, row, me);
  if (!standing) return null;
  const { next, open, mine } = standing;
  const choices = shape.fields.find((field) => field.name === "status")?.options?.choices ?? [];
  const named = (key: string) => label(choices.find((each) => each.key === key)?.label, key);
  if (mine) return next ? <p className="sm mut">{paper.second(named(next))}</p> : null;
  const act = (action: string, more: Record<string, unknown>, done: string) =>
    trying.run(() => run(action, { object: shape.name, version: row.version, ...more }, row.id), { done });
  const failure = trying.cause ? <Unsent cause={trying.cause} /> : null;
  const give = next === "approved" ? paper.approve : paper.give(named(next ?? ""));
  if (asking === "approve") {
    return (
      <Sure
        title={words.confirmTitle(String(row[shape.title] ?? ""))}
        go={give}
        busy={trying.busy}
        failure={failure}
        onClose={() => setAsking(null)}
        onGo={() => act("approve", { to: next }, words.done.approve)}
      />
    );
  }
  if (asking === "back") {
    return (
      <Back
        busy={trying.busy}
        failure={failure}
        onClose={() => setAsking(null)}
        onGo={(reason) => act("reject_approval", { reason }, words.done.return)}
      />
    );
  }
  return (
    <div className="row ap-dock">
      {open ? <Button onClick={() => setAsking("back")}>{paper.back}</Button> : null}
      {next ? (
        <Button kind="ink" icon="check" onClick={() => setAsking("approve")}>
          {give}
        </Button>
      ) : null}
    </div>
  );
}

interface BackProps {
  busy: boolean;
  failure: ReactNode;
  onClose: () => void;
  onGo: (reason: string) => void;
}

/** Sent back with the reason in words. */
function Back({ busy, failure, onClose, onGo }: BackProps) {
  const { paper } = usePlaybookWords();
  const id = useId();
  const [reason, setReason] = useState("");
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.querySelector("textarea")?.focus(), []);
  return (
    <section className="ap-ask" ref={box} aria-label={paper.backTitle}>
      <h2>{paper.backTitle}</h2>
      <Labelled id={id} label={paper.reason}>
        <TextArea id={id} rows={2} value={reason} maxLength={500} onText={setReason} />
      </Labelled>
      {failure}
      <div className="row">
        <Button onClick={onClose}>{paper.cancel}</Button>
        <Button kind="ink" wide disabled={busy || !reason.trim()} onClick={() => onGo(reason.trim())}>
          {paper.back}
        </Button>
      </div>
    </section>
  );
}
