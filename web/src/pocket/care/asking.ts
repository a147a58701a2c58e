import { api } from "@/app/api";
import { act } from "@/app/writes";
import { share } from "@/engines/content/sharing";

/** A fresh link to a question, handed over by the phone's own sheet; its address where it has to be shown. */
export async function shareQuestion(
  record: string,
  title: string,
): Promise<{ how: "shared" | "copied" | "shown"; url: string }> {
  const made = await api<{ path: string; url: string | null }>("/links", {
    method: "POST",
    body: { object: "satisfaction", record },
  });
  const url = made.url ?? new URL(made.path, window.location.origin).href;
  return { how: await share(title, url), url };
}

/** Asks about the last visit or delivery of a customer; answers the question's record. */
export const askCustomer = async (customer: string): Promise<string> =>
  (await act<{ satisfaction: string }>("ask_satisfaction", { object: "customer" }, customer)).result
    .satisfaction;
