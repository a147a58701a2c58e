import { useRef, useState, type PointerEvent } from "react";

/** A canvas one writes on with a finger, a pen or a mouse: black on white whatever the theme, as on paper. */
export function useInk(width: number, height: number, line: number) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const { clientX, clientY } = event;
    return [((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = sheet.current?.getContext("2d");
    if (!pen) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!drawn) {
      pen.fillStyle = "white";
      pen.fillRect(0, 0, width, height);
      Object.assign(pen, { strokeStyle: "black", lineWidth: line, lineCap: "round", lineJoin: "round" });
    }
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
    sheet.current?.getContext("2d")?.clearRect(0, 0, width, height);
    setDrawn(false);
  };
  /** What is written, as a picture. */
  const take = (onPicture: (file: File) => void) =>
    sheet.current?.toBlob((picture) => {
      if (picture) onPicture(new File([picture], "signature.png", { type: "image/png" }));
    }, "image/png");
  const canvas = { ref: sheet, width, height, onPointerDown: begin, onPointerMove: go };
  return { canvas, drawn, wipe, take };
}
