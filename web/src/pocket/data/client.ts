import { keys, newClient } from "@/app/queries";

/** One cache for the whole face: the outbox has to wake what is on screen. */
export const client = newClient();

// Asked even without a network: what lies on the phone may answer. What it cannot waits for the network.
const { queries } = client.getDefaultOptions();
client.setDefaultOptions({ queries: { ...queries, networkMode: "offlineFirst" } });

/** After a write anything may have changed: gates, lists, sums. Only what is on screen is read again. */
export function readAgain(): void {
  void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== keys.me[0] });
}
