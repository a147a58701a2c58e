import { api, newKey } from "./api";
import type { FileHandle, Place } from "./shapes";

interface Told {
  captured_at?: string;
  place?: Place;
  source?: "camera" | "gallery";
}

/** Sends one file; the server reads capture time and position out of a photo by itself. */
export async function sendFile(file: File, told: Told = {}, key = newKey()): Promise<FileHandle> {
  const form = new FormData();
  form.set("file", file);
  if (told.captured_at) form.set("captured_at", told.captured_at);
  if (told.place) form.set("place", JSON.stringify(told.place));
  form.set("source", told.source ?? "gallery");
  const answer = await api<Omit<FileHandle, "name"> & { name?: string }>("/files", {
    method: "POST",
    body: form,
    key,
  });
  return { ...answer, name: answer.name ?? file.name };
}

export const originalOf = (id: string): string => `/api/v1/files/${id}`;
/** A picture without its EXIF, at most `width` px wide. */
export const viewOf = (id: string, width: 96 | 240 | 480 | 960 | 1440): string =>
  `/api/v1/files/${id}/view?w=${width}`;
export const isPicture = (mime: string): boolean => mime.startsWith("image/");
