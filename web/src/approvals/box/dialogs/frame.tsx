import type { ReactNode } from "react";
import { Button, Dialog, Failed } from "@/ui";
import { useApprovalWords } from "../../words";

export interface Asked {
  busy: boolean;
  cause: unknown;
  onClose: () => void;
}

interface FrameProps extends Asked {
  title: string;
  text?: string | undefined;
  go: string;
  /** What is still owed before it may be pressed. */
  ready?: boolean;
  onGo: () => void;
  children?: ReactNode;
}

/** What is asked before a verb is done, its refusal, and the button. */
export function Frame({ title, text, go, ready = true, busy, cause, onClose, onGo, children }: FrameProps) {
  const words = useApprovalWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="form-1">
        {text ? <p className="mut">{text}</p> : null}
        {children}
        {cause ? <Failed cause={cause} /> : null}
      </div>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy || !ready} onClick={onGo}>
          {busy ? words.saving : go}
        </Button>
      </p>
    </Dialog>
  );
}
