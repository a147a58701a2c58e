import { useRef, useState, type PointerEvent } from "react";
import { viewOf } from "@/app/files";
import { Button } from "@/ui/button";
import { usePocketFormWords } from "../../forms/words";
import type { PocketEditProps, PocketKind } from "../kind";
import { UnderWay, useUploads } from "../uploads";

const WIDTH = 720;
const HEIGHT = 320;

/** Drawn with a finger; kept as a picture on white whatever the theme, as on paper. */
function Edit({ id, value, invalid, onChange, onBusy }: PocketEditProps) {
  const words = usePocketFormWords();
  const sheet = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const uploads = useUploads(value, onChange, onBusy);
  const [held] = uploads.held;
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * WIDTH,
      ((event.clientY - box.top) / box.height) * HEIGHT,
    ];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext("2d");
    if (!pen) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!drawn) paper(pen);
    const [x, y] = at(event);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x, y);
    pen.stroke();
    setDrawn(true);
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext("2d");
    if (!pen || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
  };
  const wipe = () => {
    sheet.current?.getContext("2d")?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawn(false);
  };
  const keep = () =>
    sheet.current?.toBlob((picture) => {
      if (!picture) return;
      const file = new File([picture], "signature.png", { type: "image/png" });
      uploads.add([file], { source: "gallery", captured_at: new Date().toISOString(), place: null });
    }, "image/png");
  if (held) {
    return (
      <div className="fw">
        <img className="sign" src={viewOf(held.id, 480)} alt={words.signature} />
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
        ref={sheet}
        width={WIDTH}
        height={HEIGHT}
        className={invalid ? "sign err" : "sign"}
        role="img"
        aria-label={words.sign}
        onPointerDown={begin}
        onPointerMove={go}
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

function paper(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = "white";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = "black";
  pen.lineWidth = 5;
  pen.lineCap = "round";
  pen.lineJoin = "round";
}

export const kind: PocketKind = { types: ["signature"], Edit };
