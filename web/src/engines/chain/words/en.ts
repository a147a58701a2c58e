import type { Words } from "./zh";

export const en: Words = {
  title: "Decision chain",
  note: (people) => `${people} people; lines lead to whom they report`,
  none: "No contacts yet",
  noneText: "Fill in role, attitude, influence and whom they report to, and it is drawn here.",
  noRole: "No role yet",
  left: (day) => `left ${day}`,
  influence: (label) => `${label} influence`,
  noDecider: "Nobody is known to decide",
  against: (names) => `Against us: ${names}`,
  history: "Who was in which part when",
  since: (from, to) => `from ${from} to ${to}`,
  still: (from) => `since ${from}`,
  begin: "the beginning",
  more: (n) => `${n} more`,
  left1: "Left",
};
