import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useLabel } from "@/app/language";
import type { Decision, Sheet } from "@/approvals/api";
import { useApprovalWords } from "@/approvals/words";
import { Button } from "@/ui/button";
import { Labelled, TextArea } from "@/ui/input";
import { Choose } from "../parts/choose";

interface WhyNotProps {
  sheet: Sheet;
  verdict: "return" | "reject";
  busy: boolean;
  failure: ReactNode;
  onClose: () => void;
  onGo: (said: Decision) => void;
}

/** Why, by one tap from the list; how far back, where there is a choice. */
export function WhyNot({ sheet, verdict, busy, failure, onClose, onGo }: WhyNotProps) {
  const words = useApprovalWords();
  const label = useLabel();
  const id = useId();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const { reasons } = sheet.may;
  const places = sheet.may.return;
  const [reason, setReason] = useState("");
  const [to, setTo] = useState(places[0]?.key ?? "");
  const [comment, setComment] = useState("");
  const back = verdict === "return";
  const go = () => {
    if (busy || !reason) return;
    onGo({ verdict, reason, comment: comment.trim(), ...(back && to ? { to_step: to } : {}) });
  };
  return (
    <section className="ap-ask" aria-labelledby={`${id}-t`}>
      <h2 id={`${id}-t`} ref={head} tabIndex={-1}>
        {back ? words.returnTitle : words.rejectTitle}
      </h2>
      {back ? null : <p className="mut">{words.rejectText}</p>}
      {back && places.length > 1 ? (
        <Choose
          label={words.returnTo}
          options={places.map((each) => ({ key: each.key, label: label(each.label, each.key) }))}
          value={to}
          onPick={setTo}
        />
      ) : null}
      <Choose
        label={words.reason}
        options={reasons.map((each) => ({ key: each.key, label: label(each.label, each.key) }))}
        value={reason}
        onPick={setReason}
      />
      <Labelled id={id} label={`${words.comment} · ${words.commentNote}`}>
        <TextArea id={id} rows={2} value={comment} maxLength={2000} onText={setComment} />
      </Labelled>
      {failure}
      <div className="row">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" wide disabled={busy || reason === ""} onClick={go}>
          {busy ? words.saving : back ? words.give : words.reject}
        </Button>
      </div>
    </section>
  );
}
