import { useQueryClient } from "@tanstack/react-query";
import { approvalKeys, refreshApprovals, type Decision, type Sheet } from "@/approvals/api";
import { deed, isUnsent, useOutbox, type Operation, type Outcome } from "../data";

export type Word = "approve" | "reject" | "return";

const CALL = "decide_approval";

/** What somebody said with it; null of anything but a decision. */
export const verdictOf = ({ call, input }: Operation): Word | null =>
  call === CALL ? (input["verdict"] as Word) : null;

/** What was decided on this phone and the server has not taken, by approval. */
export function useGiven(): ReadonlyMap<string, Operation> {
  const unsent = useOutbox().filter((each) => isUnsent(each) && each.call === CALL);
  return new Map(unsent.map((each) => [each.about?.id ?? "", each]));
}

/**
 * One's word at one's own task. Without a network it is kept and goes by itself; the server then looks again
 * whether it is still asked for, and whether the record still is what was on the screen.
 */
export function useOwnWord(): (
  approval: { id: string; title: string },
  task: string,
  said: Decision,
) => Promise<Outcome> {
  const client = useQueryClient();
  return async ({ id, title }, task, said) => {
    const look = client.getQueryData<Sheet>(approvalKeys.one(id))?.look;
    const about = { object: "approval", id, label: title };
    try {
      return await deed(CALL, about, { task, ...said, ...(look ? { seen: look } : {}) });
    } finally {
      refreshApprovals(client);
    }
  };
}
