import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useApprovalWords } from "@/approvals/words";
import { Button } from "@/ui/button";
import { Labelled, TextArea } from "@/ui/input";

interface SureProps {
  title: string;
  text?: string;
  go: string;
  /** A word may be said, too. */
  comment?: boolean;
  busy: boolean;
  failure: ReactNode;
  onClose: () => void;
  onGo: (comment: string) => void;
}

/** Sure? In the dock, where the thumb already is. */
export function Sure({ title, text, go, comment = false, busy, failure, onClose, onGo }: SureProps) {
  const words = useApprovalWords();
  const id = useId();
  const [said, setSaid] = useState("");
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="ap-ask" aria-labelledby={`${id}-t`}>
      <h2 id={`${id}-t`} ref={head} tabIndex={-1}>
        {title}
      </h2>
      {text ? <p className="mut">{text}</p> : null}
      {comment ? (
        <Labelled id={id} label={`${words.comment} · ${words.commentNote}`}>
          <TextArea id={id} rows={2} value={said} maxLength={2000} onText={setSaid} />
        </Labelled>
      ) : null}
      {failure}
      <div className="row">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" wide disabled={busy} onClick={() => onGo(said.trim())}>
          {busy ? words.saving : go}
        </Button>
      </div>
    </section>
  );
}
