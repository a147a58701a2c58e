import type { Words } from "./zh";

export const en: Words = {
  title: "Grade",
  none: "No grade yet: neither annual purchase nor orders are known",
  by: {
    rule: (version) => `By rule ${version}`,
    hand: "Set by hand",
    other: "As entered",
  },
  basis: {
    orders: (amount, months) => `Orders of ${months} months: ${amount}`,
    purchase: (amount) => `Annual purchase ${amount}`,
  },
  floor: (grade, amount) => `${grade} from ${amount}`,
  held: (day) => `held until ${day}`,
  ruled: (grade) => `the rule would say ${grade}`,
  set: "Set grade",
  release: "Back to the rule",
  released: "Given back to the rule",
  done: "Grade set",
  grade: "Grade",
  reason: "Reason",
  until: "Held until (blank: the usual days)",
  cancel: "Cancel",
  history: "Grade changes",
  direction: { first: "First", up: "Up", down: "Down", cleared: "Cleared" },
  hand: "By hand",
};
