import { useEffect, useState } from "react";
import { Link } from "react-router";
import { whenRefused, type Refusal } from "@/app/api";
import { say } from "@/ui/notice";
import { useApprovalWords } from "../words";
import { RequestDialog, type Requested } from "./panel";

/** What the refusal of something that waits for an approval offers. */
export function offered({ code, facts }: Refusal): (Requested & { approval: string | null }) | null {
  const request = facts.request as { input?: Partial<Requested> } | undefined;
  const { flow, object, record, input } = request?.input ?? {};
  if (code !== "approval_required" || !flow || !object || !record) return null;
  return {
    flow,
    object,
    record,
    input,
    approval: typeof facts.approval === "string" ? facts.approval : null,
  };
}

/** Wherever something is held back, the request that would let it through is one press away. */
export function ApprovalRemedy() {
  const words = useApprovalWords();
  const [asked, setAsked] = useState<Requested | null>(null);
  useEffect(
    () =>
      whenRefused((refusal) => {
        const found = offered(refusal);
        if (found?.approval) say(<Link to={`/approvals/${found.approval}?box=started`}>{words.open}</Link>);
        else if (found) setAsked(found);
      }),
    [words],
  );
  if (!asked) return null;
  const { object, record, flow, input } = asked;
  return <RequestDialog key={flow} of={{ object, record, flow, input }} onClose={() => setAsked(null)} />;
}
