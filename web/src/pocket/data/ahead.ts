import { fetchPage, gateQuery, keys, objectsQuery, processesQuery } from "@/app/queries";
import type { Page, Process, RecordRow } from "@/app/shapes";
import { formQuery } from "@/forms/queries";
import { firstQuery, myActivitiesAsk, myCustomersAsk, myOpenDealsAsk } from "./asks";
import { client } from "./client";

/** Deals whose gates are fetched ahead; the ones due first. */
const GATES = 20;

/**
 * Fetches what its holder will want on the road, while there is a network: his customers, his open deals with
 * their gates, how records look, and the forms. What a page has shown is kept anyway.
 */
export async function lookAhead(me: string): Promise<void> {
  if (!navigator.onLine) return;
  await client.prefetchQuery(objectsQuery);
  const { items } = await client.fetchQuery(processesQuery);
  const processes = items.filter((process: Process) => process.object === "deal");
  const customers = myCustomersAsk(me, "");
  await client.prefetchInfiniteQuery({
    queryKey: keys.list("customer", customers),
    queryFn: ({ pageParam, signal }) => fetchPage("customer", customers, pageParam, signal),
    initialPageParam: undefined as string | undefined,
  });
  await client.prefetchQuery(firstQuery("activity", myActivitiesAsk(me)));
  for (const object of ["customer", "deal", "contact", "activity"]) {
    await client.prefetchQuery(formQuery(object, "pocket"));
  }
  const open = await client.fetchQuery(firstQuery("deal", myOpenDealsAsk(me, processes, 100)));
  for (const deal of (open as Page<RecordRow>).items.slice(0, GATES)) {
    await client.prefetchQuery(gateQuery("deal", deal.id));
  }
}
