import { aggregateQuery, gateQuery, objectsQuery, processesQuery, versionsQuery } from "@/app/queries";
import type { Page, Process, RecordRow } from "@/app/shapes";
import { departmentsQuery, objectionsQuery, packsQuery, scriptsQuery } from "@/engines/learning/kept";
import { formQuery } from "@/forms/queries";
import { firstQuery, myOpenDealsAsk, sumsAsk } from "./asks";
import { client } from "./client";
import { meetServer } from "./follow";

/** Deals whose gates are fetched ahead; the ones due first. */
const GATES = 20;

/**
 * Fetches what its holder will want on the road, while there is a network: his own records, how they look, the
 * forms, the processes in every version, and the gates of his open deals.
 */
export async function lookAhead(me: string): Promise<void> {
  if (!navigator.onLine) return;
  const known = await client.fetchQuery(objectsQuery);
  await meetServer();
  const { items } = await client.fetchQuery(processesQuery);
  const processes = items.filter((process: Process) => process.object === "deal");
  await client.prefetchQuery(versionsQuery("deal"));
  await client.prefetchQuery(aggregateQuery("deal", sumsAsk(me)));
  for (const object of ["customer", "deal", "contact", "activity"]) {
    await client.prefetchQuery(formQuery(object, "pocket"));
  }
  for (const kept of [packsQuery, departmentsQuery, scriptsQuery, objectionsQuery]) {
    if (known.some(({ name }) => name === kept.queryKey[1])) await client.prefetchQuery(kept);
  }
  const open = await client.fetchQuery(firstQuery("deal", myOpenDealsAsk(me, processes, 100)));
  for (const deal of (open as Page<RecordRow>).items.slice(0, GATES)) {
    await client.prefetchQuery(gateQuery("deal", deal.id));
  }
}
