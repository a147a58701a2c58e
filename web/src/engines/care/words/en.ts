import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  raise: "Raise complaint",
  raised: "Raised; whoever deals with it has a work item",
  category: "Category",
  severity: "Severity",
  story: "What the customer says",
  cancel: "Cancel",
  take: "Take on",
  taken: "Taken on",
  resolve: "Resolve",
  resolved: "Resolved",
  resolution: "What was done",
  cause: "Cause",
  reopen: "Reopen",
  reopened: "Reopened; its time begins anew",
  reason: "What is not settled",
  ask: "Ask for satisfaction",
  link: "Share link",
  shared: "The link was handed over",
  copied: "The link was copied: send it to the customer",
};
