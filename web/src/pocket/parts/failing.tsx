import { Refusal } from "@/app/api";
import { useWords } from "@/app/language";
import { usePocketWords } from "../words";

/** Why something just tried did not go, in one line, and what would make it go. */
export function Failing({ cause }: { cause: unknown }) {
  const shared = useWords();
  const words = usePocketWords();
  const refusal = cause instanceof Refusal ? cause : null;
  if (refusal?.message) {
    return (
      <p className="failing" role="alert">
        <b>{refusal.message}</b> {refusal.remedy}
      </p>
    );
  }
  const silent = navigator.onLine ? shared.unreachable : shared.offline;
  return (
    <p className="failing" role="alert">
      <b>{silent.title}</b> {words.tryAgain}
    </p>
  );
}
