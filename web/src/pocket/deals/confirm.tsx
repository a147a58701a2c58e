import { useState } from "react";
import type { Asked, RecordRow } from "@/app/shapes";
import { Button } from "@/ui/button";
import { confirm, useWho } from "../data";
import { Failing } from "../parts/failing";
import { useSaying } from "../parts/saying";
import { usePocketWords } from "../words";

/** Somebody else's word: who has to give it, and the button for whoever may. */
export function Confirm({ ask, deal }: { ask: Asked; deal: RecordRow }) {
  const words = usePocketWords();
  const say = useSaying();
  const me = useWho();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const role = ask.role ?? "";
  const may = ask.can_confirm === true && !me.view_as;
  const go = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await confirm({ object: "deal", id: deal.id, label: String(deal["name"]) }, ask.key);
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {failure ? <Failing cause={failure} /> : null}
      {may ? (
        <Button kind="ink" wide icon="check" disabled={busy} onClick={() => void go()}>
          {words.gate.confirm(say.awaited(ask))}
        </Button>
      ) : (
        <p className="mut">{words.gate.otherConfirms(say.role(role))}</p>
      )}
    </>
  );
}
