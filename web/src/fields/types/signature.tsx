import { useRef, useState, type PointerEvent } from "react";
import { sendFile, viewOf } from "@/app/files";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Button } from "@/ui";
import type { EditProps, FieldKind } from "../kind";
import { ShowPictures } from "./photo";

const WIDTH = 480;
const HEIGHT = 160;

/** Drawn with a finger, a pen or a mouse; kept as a picture on white, as on paper. */
function Edit({ id, value, onChange, invalid }: EditProps) {
  const words = useDeskWords();
  const [held] = isFiles(value) ? value : [];
  const sheet = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const { clientX, clientY } = event;
    return [((clientX - box.left) / box.width) * WIDTH, ((clientY - box.top) / box.height) * HEIGHT];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext("2d");
    if (!pen) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!drawn) paper(pen);
    pen.beginPath();
    pen.moveTo(...at(event));
    setDrawn(true);
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext("2d");
    if (!pen || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
  };
  const clear = () => {
    sheet.current?.getContext("2d")?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawn(false);
    onChange(null);
  };
  const keep = () =>
    sheet.current?.toBlob((picture) => {
      if (!picture || busy) return;
      setBusy(true);
      setFailed(false);
      sendFile(new File([picture], "signature.png", { type: "image/png" })).then(
        (file) => {
          onChange([file]);
          setBusy(false);
        },
        () => {
          setFailed(true);
          setBusy(false);
        },
      );
    }, "image/png");
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
        ref={sheet}
        width={WIDTH}
        height={HEIGHT}
        className={invalid ? "sign-e err" : "sign-e"}
        aria-label={words.record.signHere}
        role="img"
        onPointerDown={begin}
        onPointerMove={go}
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

/** Ink on white whatever the theme: it is looked at on paper later. */
function paper(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = "white";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = "black";
  pen.lineWidth = 2.5;
  pen.lineCap = "round";
  pen.lineJoin = "round";
}

export const kind: FieldKind = {
  types: ["signature"],
  operators: ["empty"],
  Edit,
  Show: ShowPictures,
  width: 120,
  single: true,
};
