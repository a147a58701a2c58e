import { api } from "@/app/api";
import { act } from "@/app/writes";

export interface Sent {
  sending: string;
  sent: { object: string; id: string; version: number }[];
  again: boolean;
}

export interface Receiver {
  customer?: string;
  deal?: string;
  contact?: string;
}

interface Made {
  path: string;
  url: string | null;
  expires_at: string;
}

export type Shared = "shared" | "copied" | "shown";

/** Record that contents go to a customer; answers the sending. */
export const sendContent = async (contents: string[], to: Receiver): Promise<Sent> =>
  (await act<Sent>("send_content", { contents, channel: "link", ...to })).result;

/** A fresh link to a sending, in full. */
export async function linkTo(record: string): Promise<string> {
  const made = await api<Made>("/links", { method: "POST", body: { object: "content_sent", record } });
  return made.url ?? new URL(made.path, window.location.origin).href;
}

/** Hand a link over: by the phone's own sheet, else into the clipboard, else to be copied by hand. */
export async function share(title: string, url: string): Promise<Shared> {
  if (typeof navigator.share === "function" && matchMedia("(pointer: coarse)").matches) {
    try {
      await navigator.share({ title, url });
      return "shared";
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === "AbortError") return "shown";
    }
  }
  try {
    await navigator.clipboard.writeText(`${title} ${url}`);
    return "copied";
  } catch {
    return "shown";
  }
}
