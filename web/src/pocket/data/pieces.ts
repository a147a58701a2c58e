import { api, Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import { digestOf } from "./smaller";
import { PIECE, send, type Ready, type Told } from "./upload";

interface Standing {
  id: string;
  offset: number;
}

/** The next piece; where another try has come further, from there. */
async function piece(
  file: File,
  { id, offset }: Standing,
  onSent: (bytes: number) => void,
): Promise<Standing> {
  const body = file.slice(offset, offset + PIECE);
  const headers = { "Content-Type": "application/octet-stream" };
  const path = `/uploads/${id}/pieces?offset=${offset}`;
  try {
    const tell = (bytes: number) => onSent(offset + Math.min(bytes, body.size));
    return await send<Standing>({ path, body, headers, onSent: tell });
  } catch (cause) {
    const here = cause instanceof Refusal && cause.code === "upload_offset" ? cause.facts["offset"] : null;
    if (typeof here !== "number" || here <= offset) throw cause;
    return { id, offset: here };
  }
}

/** A large file over a line that breaks: announced, sent piece by piece, and made a file at the end. */
export async function inPieces(
  { file, sha256 }: Ready,
  told: Told,
  key: string,
  onSent: (bytes: number) => void,
): Promise<FileHandle> {
  const said = { id: key, size: file.size, sha256: sha256 || (await digestOf(file)) };
  let standing = await api<Standing>("/uploads", { method: "POST", body: said });
  while (standing.offset < file.size) {
    onSent(standing.offset);
    standing = await piece(file, standing, onSent);
  }
  const body = { name: file.name.slice(-200), ...told };
  return api<FileHandle>(`/uploads/${key}/file`, { method: "POST", body, key });
}
