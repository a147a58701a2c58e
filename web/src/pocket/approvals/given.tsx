import { Button } from "@/ui/button";
import { outbox, type Operation } from "../data";
import { Failing } from "../parts/failing";
import { verdictOf } from "./deciding";
import { usePocketApprovalWords } from "./words";

/** A word that lies on this phone: on its way, or not taken, with the way on. */
export function Given({ operation }: { operation: Operation }) {
  const words = usePocketApprovalWords();
  const { key, state, refusal } = operation;
  const said = words.said[verdictOf(operation) ?? "approve"];
  const drop = () => void outbox.drop(key);
  if (state === "refused" || state === "conflict") {
    return (
      <section className="ap-ask" aria-label={words.notTaken(said)}>
        <h2>{words.notTaken(said)}</h2>
        <Failing cause={refusal} />
        <Button kind="ink" wide onClick={drop}>
          {words.anew}
        </Button>
      </section>
    );
  }
  return (
    <section className="ap-ask" aria-label={words.kept(said)}>
      <h2>{words.kept(said)}</h2>
      <p className="mut">{words.keptText}</p>
      {state === "queued" ? (
        <Button wide onClick={drop}>
          {words.takeBack}
        </Button>
      ) : null}
    </section>
  );
}
