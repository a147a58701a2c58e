import { Refusal } from "@/app/api";
import { useApprovalWords } from "@/approvals/words";
import { Failing } from "../parts/failing";

/** Why it did not go. Without a network it is said plainly: a word is never kept here to be sent later. */
export function Unsent({ cause }: { cause: unknown }) {
  const words = useApprovalWords();
  if (!(cause instanceof Refusal) || !cause.unreachable) return <Failing cause={cause} />;
  return (
    <p className="failing" role="alert">
      <b>{words.notSent}</b> {words.notSentText}
    </p>
  );
}
