import type { Query } from "@tanstack/react-query";
import type { ListAsk } from "@/app/queries";
import { client } from "../client";
import { answerHere } from "./local";

/** The call behind a question of the cache, where it is about records. */
function callOf({
  queryKey,
}: Query): { path: string; query: Record<string, string | number | undefined> } | null {
  const [kind, object, what, asked] = queryKey as [string, string, string, unknown];
  if (kind !== "records") return null;
  if (what === "one") return { path: `/records/${object}/${String(asked)}`, query: {} };
  if (what !== "list") return null;
  const { filter, sort, search, limit } = asked as ListAsk;
  return {
    path: `/records/${object}`,
    query: { filter: filter ? JSON.stringify(filter) : undefined, sort, search, limit },
  };
}

/** What lies on the phone is on the screen while the server is being asked. */
export function showAtOnce(): void {
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "added") return;
    const { query } = event;
    const call = callOf(query);
    if (!call || query.state.data !== undefined) return;
    void answerHere(call.path, { query: call.query }).then((found) => {
      if (found === undefined || query.state.data !== undefined) return;
      const paged = "initialPageParam" in query.options;
      const shown = paged ? { pages: [found], pageParams: [undefined] } : found;
      query.setData(shown, { updatedAt: 1, manual: true });
    });
  });
}
