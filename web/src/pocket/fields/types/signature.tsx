import { Button } from "@/ui/button";
import { useInk } from "@/ui/ink";
import { usePocketFormWords } from "../../forms/words";
import type { PocketEditProps, PocketKind } from "../kind";
import { Picture } from "../../parts/picture";
import { UnderWay, useUploads } from "../uploads";

/** Drawn with a finger; kept as a picture. */
function Edit({ id, value, invalid, onChange, onBusy }: PocketEditProps) {
  const words = usePocketFormWords();
  const { canvas, drawn, wipe, take } = useInk(720, 320, 5);
  const uploads = useUploads(value, onChange, onBusy);
  const [held] = uploads.held;
  const keep = () =>
    take((file) =>
      uploads.add([file], { source: "gallery", captured_at: new Date().toISOString(), place: null }),
    );
  if (held) {
    return (
      <div className="fw">
        <Picture file={held} width={480} className="sign" alt={words.signature} />
        <Button wide onClick={() => uploads.drop(held.id)}>
          {words.signAgain}
        </Button>
      </div>
    );
  }
  return (
    <div className="fw">
      <canvas
        id={id}
        {...canvas}
        className={invalid ? "sign err" : "sign"}
        role="img"
        aria-label={words.sign}
      />
      <UnderWay uploads={uploads} />
      {drawn ? (
        <div className="takes">
          <Button disabled={uploads.under_way.length > 0} onClick={keep}>
            {words.signKeep}
          </Button>
          <Button onClick={wipe}>{words.signClear}</Button>
        </div>
      ) : (
        <p className="fw-n">{words.sign}</p>
      )}
    </div>
  );
}

export const kind: PocketKind = { types: ["signature"], Edit };
