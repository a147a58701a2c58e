import { useState } from "react";
import { sendFile, viewOf } from "@/app/files";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Button } from "@/ui";
import { useInk } from "@/ui/ink";
import type { EditProps, FieldKind } from "../kind";
import { ShowPictures } from "./photo";

/** Drawn with a finger, a pen or a mouse; kept as a picture on white, as on paper. */
function Edit({ id, value, onChange, invalid }: EditProps) {
  const words = useDeskWords();
  const [held] = isFiles(value) ? value : [];
  const { canvas, drawn, wipe, take } = useInk(480, 160, 2.5);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const clear = () => {
    wipe();
    onChange(null);
  };
  const keep = () =>
    take((picture) => {
      if (busy) return;
      setBusy(true);
      setFailed(false);
      sendFile(picture).then(
        (file) => {
          onChange([file]);
          setBusy(false);
        },
        () => {
          setFailed(true);
          setBusy(false);
        },
      );
    });
  if (held) {
    return (
      <div className="files-e">
        <img className="sign-e" src={viewOf(held.id, 480)} alt={held.name} />
        <Button small onClick={clear}>
          {words.record.signAgain}
        </Button>
      </div>
    );
  }
  return (
    <div className="files-e">
      <canvas
        id={id}
        {...canvas}
        className={invalid ? "sign-e err" : "sign-e"}
        aria-label={words.record.signHere}
        role="img"
      />
      <p className="row">
        <Button small disabled={!drawn || busy} onClick={keep}>
          {busy ? words.record.saving : words.record.signKeep}
        </Button>
        <Button small kind="quiet" disabled={!drawn} onClick={clear}>
          {words.record.clearValue}
        </Button>
        <span className="sm dim">{words.record.signHere}</span>
      </p>
      {failed ? <p className="sm risk">{words.record.fileFailed("signature.png")}</p> : null}
    </div>
  );
}

export const kind: FieldKind = {
  types: ["signature"],
  operators: ["empty"],
  Edit,
  Show: ShowPictures,
  width: 120,
  single: true,
};
