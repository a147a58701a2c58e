/**
 * A photo made as small as the workspace wants it, away from the page's own thread. What the camera wrote into
 * it about time and place goes along: the server reads it there.
 */

/** The longest side in pixels, and the quality in percent. */
export interface PhotoSize {
  side: number;
  quality: number;
}

/** What is hardly smaller is sent as it was taken. */
const WORTH = 0.9;
/** Where a camera's own words and the size stand. */
const HEAD = 256 * 1024;
const ORIENTATION = 0x0112;
const EXIF = "Exif\0\0";

interface Seen {
  width: number;
  height: number;
  exif: Uint8Array | null;
}

const isFrame = (mark: number): boolean => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);

const says = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((sign, place) => bytes[at + place] === sign.charCodeAt(0));

/** Size and camera's words of a JPEG; null of anything else. */
export function seenIn(bytes: Uint8Array): Seen | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  let exif: Uint8Array | null = null;
  for (let at = 2; at + 9 <= bytes.length;) {
    const mark = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff || mark === 0xda) return null;
    const length = view.getUint16(at + 2);
    if (isFrame(mark)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), exif };
    if (mark === 0xe1 && says(bytes, at + 4, EXIF)) exif = bytes.slice(at, at + 2 + length);
    at += 2 + length;
  }
  return null;
}

/** The same words of a picture that stands upright now; whether it lay on its side. */
export function upright(exif: Uint8Array): { exif: Uint8Array<ArrayBuffer>; turned: boolean } {
  const found = new Uint8Array(exif);
  const view = new DataView(found.buffer);
  const from = 4 + EXIF.length;
  try {
    const little = view.getUint8(from) === 0x49;
    const first = from + view.getUint32(from + 4, little);
    for (let at = first + 2; at < first + 2 + 12 * view.getUint16(first, little); at += 12) {
      if (view.getUint16(at, little) !== ORIENTATION) continue;
      const turned = view.getUint16(at + 8, little) > 4;
      view.setUint16(at + 8, 1, little);
      return { exif: found, turned };
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  return { exif: found, turned: false };
}

/** Width and height as it is looked at, the longest side no longer than wanted. */
function sizeOf({ width, height }: Seen, turned: boolean, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  const [across, down] = turned ? [height, width] : [width, height];
  return { width: Math.round(across * scale), height: Math.round(down * scale) };
}

/** A file of another kind, or one that would not be much smaller, as it is. */
export async function smaller(file: File, { side, quality }: PhotoSize): Promise<File> {
  if (file.type !== "image/jpeg" || typeof OffscreenCanvas === "undefined") return file;
  const seen = seenIn(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  if (!seen) return file;
  const { exif, turned } = seen.exif ? upright(seen.exif) : { exif: null, turned: false };
  const { width, height } = sizeOf(seen, turned, side);
  const how = { resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const;
  const bitmap = await createImageBitmap(file, { ...how, imageOrientation: "from-image" }).catch(() => null);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (!bitmap || !pen) return file;
  // Drawn and not handed over: a browser may keep apart how the picture was held.
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const made = await canvas.convertToBlob({ type: "image/jpeg", quality: quality / 100 });
  if (made.size > file.size * WORTH) return file;
  const parts = exif ? [made.slice(0, 2), exif, made.slice(2)] : [made];
  return new File(parts, file.name, { type: "image/jpeg", lastModified: file.lastModified });
}

/** SHA-256 in hexadecimal. */
export async function digestOf(file: Blob): Promise<string> {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
