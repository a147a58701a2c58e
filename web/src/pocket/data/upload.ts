import { address, Refusal, type RefusalBody } from "@/app/api";
import { language } from "@/app/language";
import type { FileHandle, Place } from "@/app/shapes";

/** What the phone knows of a file; left out, the server reads the photo itself. */
export interface Told {
  source: "camera" | "gallery";
  captured_at: string | null;
  place: Place | null;
}

function form(file: File, told: Told): FormData {
  const parts = new FormData();
  parts.set("file", file);
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

/**
 * Sends one file. `fetch` cannot tell how far an upload has come, so this is the one place that does
 * without it. The same key repeats the same upload. `onSent` gets bytes.
 */
export function upload(
  file: File,
  told: Told,
  key: string,
  onSent: (bytes: number) => void,
): Promise<FileHandle> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", address("/files"));
    call.setRequestHeader("Idempotency-Key", key);
    call.setRequestHeader("Accept-Language", language());
    call.upload.onprogress = (event) => onSent(Math.min(event.loaded, file.size));
    call.onload = () => {
      if (call.status < 200 || call.status >= 300) {
        reject(refusal(call.status, call.responseText));
        return;
      }
      onSent(file.size);
      resolve(JSON.parse(call.responseText) as FileHandle);
    };
    call.onerror = () => reject(refusal(0, ""));
    call.send(form(file, told));
  });
}
