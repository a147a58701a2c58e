import { hashKey, type InfiniteData, type QueryKey } from "@tanstack/react-query";
import { approvalKeys, boxQuery, sheetQuery, type BoxPage, type Sheet } from "@/approvals/api";
import { client } from "../client";
import { flush, forgetThose } from "../copy";
import { isUnfollowed, meetsApprovals, type Change } from "./set";

/** What waits for its holder's word lies on the phone as the server would answer now, sheet by sheet. */

/** As many sheets as are kept, those that waited longest. */
const MOST = 20;

/** How often what changes without a word to this reader is asked for, while there is contact. */
const ANEW_MS = 60_000;

let readAt = 0;

/** Whether what is kept of approvals may be old: something in it changed, or may have without a word. */
export function mayBeOld(changes: readonly Change[]): boolean {
  const found = client.getQueriesData<Partial<Sheet & InfiniteData<BoxPage>>>({ queryKey: approvalKeys.all });
  const kept = found.flatMap(([, said]) => [
    ...(said?.about ? [{ about: said.about }] : []),
    ...(said?.pages ?? []).flatMap(({ items }) => items),
  ]);
  if (kept.some(isUnfollowed) && Date.now() - readAt > ANEW_MS) return true;
  return meetsApprovals(changes, kept);
}

/**
 * Reads anew what waits; what else was kept of approvals is as old as it was and goes. Only then: who loses the
 * network in between still has what he had.
 */
export async function keepApprovals(): Promise<void> {
  readAt = Date.now();
  const box = boxQuery("todo");
  const { pages } = await client.fetchInfiniteQuery({ ...box, staleTime: 0 });
  const fresh = new Set([hashKey(box.queryKey)]);
  for (const { id } of (pages[0]?.items ?? []).slice(0, MOST)) {
    await client.fetchQuery({ ...sheetQuery(id), staleTime: 0 });
    fresh.add(hashKey(approvalKeys.one(id)));
  }
  const isOld = (question: QueryKey) => question[0] === approvalKeys.all[0] && !fresh.has(hashKey(question));
  await flush();
  await forgetThose(client, isOld);
}
