import { api } from "@/app/api";
import { isUnsent, type Attachment, type Operation } from "./operation";
import { outbox } from "./sending";
import { send } from "./upload";

/** A leaver's phone hands over what it has not sent: to a holding place, for his manager to judge. */

const TOGETHER = 20;

async function handFile({ key, file }: Attachment): Promise<void> {
  if (file.size === 0) return;
  const query = new URLSearchParams({ key, name: file.name.slice(-200) });
  const headers = { "Content-Type": "application/octet-stream" };
  await send({ path: `/sync/last/files?${query}`, body: file, headers, onSent: () => undefined });
}

const handed = ({ key, call, about, version, input, said_at, attachments }: Operation) => ({
  key,
  call,
  record: about?.id ?? null,
  about,
  version,
  input,
  captured_at: said_at,
  files: attachments.map(({ key: file, kind, told }) => ({ key: file, kind, told })),
});

/** All of it, files first; given again, nothing is there twice. */
export async function handOver(): Promise<void> {
  const unsent = outbox.all().filter(isUnsent);
  for (const each of unsent.flatMap(({ attachments }) => attachments)) await handFile(each);
  for (let at = 0; at < unsent.length; at += TOGETHER) {
    const ops = unsent.slice(at, at + TOGETHER).map(handed);
    await api("/sync/last", { method: "POST", body: { ops } });
  }
}
