import { hashKey, type InfiniteData, type QueryKey } from "@tanstack/react-query";
import { approvalKeys, boxQuery, sheetQuery, type BoxPage, type Sheet } from "@/approvals/api";
import { client } from "../client";
import { flush, forgetThose } from "../copy";
import type { Change } from "./set";

/** What waits for its holder's word lies on the phone as the server would answer now, sheet by sheet. */

/** As many sheets as are kept, those that waited longest. */
const MOST = 20;

const VERBS = new Set(["approval", "approval_task"]);

/** Whether something that changed may be shown in an approval that is kept here. */
export function meetsApprovals(changes: readonly Change[]): boolean {
  const found = client.getQueriesData<Partial<Sheet & InfiniteData<BoxPage>>>({ queryKey: approvalKeys.all });
  const about = new Set(
    found.flatMap(([, said]) => [
      said?.about?.id,
      ...(said?.pages ?? []).flatMap(({ items }) => items.map((line) => line.about.id)),
    ]),
  );
  return changes.some(({ object, record }) => VERBS.has(object) || about.has(record));
}

/**
 * Reads anew what waits; what else was kept of approvals is as old as it was and goes. Only then: who loses the
 * network in between still has what he had.
 */
export async function keepApprovals(): Promise<void> {
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
