import { useState } from "react";
import { say } from "@/ui/notice";

export interface Trying {
  busy: boolean;
  cause: unknown;
  run: (step: () => Promise<unknown>, end: { done: string; then?: () => void }) => void;
}

/** One verb tried: told when it is done, its refusal kept beside the button. */
export function useTrying(onDone: () => void): Trying {
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const attempt = async (step: () => Promise<unknown>, end: { done: string; then?: () => void }) => {
    setBusy(true);
    setCause(null);
    try {
      await step();
      say(end.done);
      onDone();
      end.then?.();
    } catch (refused) {
      setCause(refused);
    }
    setBusy(false);
  };
  return { busy, cause, run: (step, end) => void attempt(step, end) };
}
