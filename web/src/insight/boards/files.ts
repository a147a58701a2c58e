import { address, Refusal, type RefusalBody, newKey } from "@/app/api";

/** A file the server makes of what was asked. Rejects with its refusal. */
export async function fetchFile(path: string, body: unknown, language: string): Promise<Blob> {
  const answer = await fetch(address(path), {
    method: "POST",
    body: JSON.stringify(body),
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "Accept-Language": language, "Idempotency-Key": newKey() },
  });
  if (answer.ok) return answer.blob();
  const said = (await answer.json().catch(() => null)) as { error?: RefusalBody } | null;
  throw new Refusal(
    answer.status,
    said?.error ?? { code: `http_${answer.status}`, kind: "unknown", message: "" },
  );
}

/** Hands a file to the browser, which keeps it where its reader wants. */
export function keepFile(file: Blob, name: string): void {
  const at = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = at;
  link.download = name.replace(/[\\/:*?"<>|]/g, "_");
  link.click();
  setTimeout(() => URL.revokeObjectURL(at), 10_000);
}
