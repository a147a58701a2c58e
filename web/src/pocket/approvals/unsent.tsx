import { Refusal } from "@/app/api";
import { useApprovalWords } from "@/approvals/words";
import { Failing } from "../parts/failing";

/** Why it did not go. Only a decision is kept to be sent later; of all else it is said that it was not. */
export function Unsent({ cause }: { cause: unknown }) {
  const words = useApprovalWords();
  if (!(cause instanceof Refusal) || !cause.unreachable) return <Failing cause={cause} />;
  return (
    <p className="failing" role="alert">
      <b>{words.notSent}</b> {words.notSentText}
    </p>
  );
}
