import type { Place } from "@/app/shapes";

/** What is burnt into a picture. The same facts go along as data: the server compares the two. */
export interface StampFacts {
  /** RFC 3339, by the company's clock. */
  at: string;
  /** The company's zone, as `Asia/Shanghai`. */
  zone: string;
  person: string;
  place: Place | null;
  /** What is said where there is no position. */
  placeless: string;
  /** The customer, and how far away, in words. */
  about: string;
}

/** `2026-03-10 09:30:05` in the company's zone, in figures everybody reads alike. */
export function stampTime(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}:${of("second")}`;
}

/** `29.80050, 121.50000 ±12 m`, with the datum where it is not the receiver's own. */
export function stampPlace({ lat, lng, accuracy_m, datum }: Place): string {
  const error = accuracy_m == null ? "" : ` ±${Math.round(accuracy_m)} m`;
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}${error}${datum === "GCJ02" ? " GCJ-02" : ""}`;
}

/** The lines of a stamp, from the top. */
export const stampLines = (facts: StampFacts): string[] =>
  [
    `${stampTime(facts.at, facts.zone)}  ${facts.person}`,
    facts.about,
    facts.place ? stampPlace(facts.place) : facts.placeless,
  ].filter((line) => line.trim() !== "");

const SHARE = 30;
const SMALLEST = 14;
const FACE = "system-ui, 'Noto Sans SC', 'PingFang SC', sans-serif";

export type Drawn = ImageBitmap | HTMLVideoElement | HTMLCanvasElement;

export function sizeOf(picture: Drawn): [number, number] {
  return picture instanceof HTMLVideoElement
    ? [picture.videoWidth, picture.videoHeight]
    : [picture.width, picture.height];
}

/** The picture with its facts on a dark band at the foot, as large as it came: what is made smaller comes later. */
export function burnIn(picture: Drawn, facts: StampFacts): HTMLCanvasElement {
  const [width, height] = sizeOf(picture);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const draw = canvas.getContext("2d");
  if (!draw) return canvas;
  draw.drawImage(picture, 0, 0, width, height);
  const size = Math.max(SMALLEST, Math.round(Math.min(width, height) / SHARE));
  const [line, edge] = [Math.round(size * 1.45), Math.round(size * 0.8)];
  const lines = stampLines(facts);
  const top = height - lines.length * line - edge;
  draw.fillStyle = "rgb(0 0 0 / 0.62)";
  draw.fillRect(0, top, width, height - top);
  draw.fillStyle = "white";
  draw.font = `500 ${size}px ${FACE}`;
  draw.textBaseline = "middle";
  lines.forEach((text, index) => {
    draw.fillText(text, edge, top + edge / 2 + line * (index + 0.5), width - edge * 2);
  });
  return canvas;
}

const QUALITY = 0.92;

/** A canvas as the file a phone makes. */
export async function fileOf(canvas: HTMLCanvasElement, name: string): Promise<File> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob) throw new Error("no picture");
  return new File([blob], name, { type: "image/jpeg" });
}
