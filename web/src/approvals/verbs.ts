import { useTrying } from "@/app/trying";
import { say } from "@/ui/notice";

export interface Verbs {
  busy: boolean;
  cause: unknown;
  run: (step: () => Promise<unknown>, end: { done: string; then?: () => void }) => void;
}

/** One verb tried: told when it is done, its refusal kept beside the button. */
export function useVerbs(onDone: () => void): Verbs {
  const { busy, cause, attempt } = useTrying();
  const run: Verbs["run"] = (step, end) =>
    void attempt(async () => {
      await step();
      say(end.done);
      onDone();
      end.then?.();
    });
  return { busy, cause, run };
}
