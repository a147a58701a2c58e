import { useState } from "react";

export interface Trying {
  /** Whether something is being tried. */
  busy: boolean;
  /** Why the last try failed; null while there is none. */
  cause: unknown;
  /** Tries it; whether it went well. */
  attempt: (step: () => Promise<unknown>) => Promise<boolean>;
}

/** One thing tried at a time: a button waits meanwhile, and its refusal stands beside it. */
export function useTrying(): Trying {
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const attempt = async (step: () => Promise<unknown>) => {
    setBusy(true);
    setCause(null);
    try {
      await step();
      return true;
    } catch (refused) {
      setCause(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, cause, attempt };
}
