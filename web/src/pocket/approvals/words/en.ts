import type { zh } from "./zh";

export const en: typeof zh = {
  box: "Which box",
  boxes: { todo: "For me", started: "By me", done: "Decided", copied: "Copied" },
  waiting: (n: number) => String(n),
  several: "Several",
  oneByOne: "One by one",
  more: "More",
  todo: (n: number) => (n === 1 ? "1 approval waits for you" : `${n} approvals wait for you`),
  none: "Nothing waits for you",
  all: "All approvals",
  said: { approve: "Approve", return: "Return", reject: "Reject" },
  deed: (said: string) => `Approval: ${said}`,
  waits: "waits for signal",
  kept: (said: string) => `Your “${said}” is still on this phone`,
  keptText:
    "It goes by itself once there is a signal. It is checked then: you are told if somebody decided first or it was changed.",
  takeBack: "Take it back",
  lost: "not taken",
  notTaken: (said: string) => `Your “${said}” was not taken`,
  anew: "See it as it is now",
  toSheet: "Open the approval",
  keptMany: (n: number) =>
    n === 1
      ? "1 is kept on this phone and goes by itself"
      : `${n} are kept on this phone and go by themselves`,
};
