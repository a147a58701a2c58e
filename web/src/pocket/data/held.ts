import type { FileHandle } from "@/app/shapes";
import type { Attachment } from "./operation";
import { outbox } from "./sending";
import { forgetWithHolder } from "./session";

/**
 * Files of a form that could not be sent yet: they go with the record, through the outbox. Until the server
 * gives them another, the id in the field is the one they have here.
 */
const held = new Map<string, Attachment>();

forgetWithHolder(() => held.clear());

export function holdFile(attachment: Attachment): FileHandle {
  const { key: id, file } = attachment;
  held.set(id, attachment);
  return { id, name: file.name, mime: file.type, size: file.size };
}

/** Those among some files that still have to go, for the field that holds them. */
export const heldAmong = (field: string, files: readonly FileHandle[]): Attachment[] =>
  files.flatMap(({ id }) => {
    const found = held.get(id);
    return found ? [{ ...found, field }] : [];
  });

/** They are the outbox's now. */
export function letGo(gone: readonly Attachment[]): void {
  for (const { key } of gone) held.delete(key);
}

/** A file as it lies on this phone; undefined of one that only the server has. */
export const fileHere = (id: string): File | undefined =>
  held.get(id)?.file ??
  outbox
    .all()
    .flatMap((each) => each.attachments)
    .find((each) => each.key === id && !each.handle)?.file;
