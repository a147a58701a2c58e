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
};
