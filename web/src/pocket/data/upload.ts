import { address, Refusal, type RefusalBody } from "@/app/api";
import { language } from "@/app/language";
import { keys } from "@/app/queries";
import type { FileHandle, Me, Place } from "@/app/shapes";
import { client } from "./client";

/** What the phone knows of a file; left out, the server reads the photo itself. */
export interface Told {
  source: "camera" | "gallery";
  captured_at: string | null;
  place: Place | null;
}

/** A file as it goes: a photo made smaller, and its digest; none where the browser makes none. */
export interface Ready {
  file: File;
  sha256: string;
}

/** What a file is on its way, without keeping the page waiting. The same file again may come out otherwise. */
export async function madeReady(file: File): Promise<Ready> {
  if (globalThis.crypto?.subtle === undefined) return { file, sha256: "" };
  const found = await import("./smaller").catch(() => null);
  // Not on the phone yet, and no network to fetch it: the file goes as it was taken.
  if (!found) return { file, sha256: "" };
  const { digestOf, smaller } = found;
  const wanted = client.getQueryData<Me>(keys.me)?.photos;
  const made = wanted ? await smaller(file, wanted) : file;
  return { file: made, sha256: await digestOf(made) };
}

function form({ file, sha256 }: Ready, told: Told): FormData {
  const parts = new FormData();
  parts.set("file", file);
  if (sha256) parts.set("sha256", sha256);
  parts.set("source", told.source);
  if (told.captured_at) parts.set("captured_at", told.captured_at);
  if (told.place) parts.set("place", JSON.stringify(told.place));
  return parts;
}

function refusal(status: number, text: string): Refusal {
  const silent: RefusalBody = {
    code: status ? `http_${status}` : "unreachable",
    kind: "unknown",
    message: "",
  };
  try {
    const body = JSON.parse(text) as { error?: RefusalBody };
    return new Refusal(status, body.error ?? silent);
  } catch {
    return new Refusal(status, silent);
  }
}

interface Sent {
  path: string;
  body: FormData | Blob;
  headers: Record<string, string>;
  onSent: (bytes: number) => void;
}

/** `fetch` cannot tell how far an upload has come, so this is the one place that does without it. */
export function send<T>({ path, body, headers, onSent }: Sent): Promise<T> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", address(path));
    for (const [name, value] of Object.entries({ "Accept-Language": language(), ...headers })) {
      call.setRequestHeader(name, value);
    }
    call.upload.onprogress = (event) => onSent(event.loaded);
    call.onload = () => {
      if (call.status < 200 || call.status >= 300) reject(refusal(call.status, call.responseText));
      else resolve(JSON.parse(call.responseText) as T);
    };
    call.onerror = () => reject(refusal(0, ""));
    call.send(body);
  });
}

const atOnce = (
  ready: Ready,
  told: Told,
  key: string,
  onSent: (bytes: number) => void,
): Promise<FileHandle> =>
  send({
    path: "/files",
    body: form(ready, told),
    headers: { "Idempotency-Key": key },
    onSent: (bytes) => onSent(Math.min(bytes, ready.file.size)),
  });

/** Larger files go in pieces of so many bytes: what has arrived of one is not sent again. */
export const PIECE = 512 * 1024;

/** Sends one file. The same key, a file's own id, repeats the same upload and goes on where it broke. */
export async function upload(
  ready: Ready,
  told: Told,
  key: string,
  onSent: (bytes: number) => void,
): Promise<FileHandle> {
  const { file } = ready;
  const large = file.size > PIECE && globalThis.crypto?.subtle !== undefined;
  const way = large ? (await import("./pieces").catch(() => null))?.inPieces : atOnce;
  if (!way) throw refusal(0, "");
  const handle = await way(ready, told, key, onSent);
  onSent(file.size);
  return handle;
}
