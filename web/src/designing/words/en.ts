import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  undo: "Undo a step",
  redo: "Redo a step",
  faults: (n) => (n === 1 ? "1 thing will not do" : `${n} things will not do`),
  who: {
    add: "Add somebody",
    drop: (name) => `Remove ${name}`,
    kinds: {
      owner: "Owner",
      starter: "Starter",
      head: "Head",
      role: "Role",
      person: "A person",
      field: "Person in a field",
      formula: "By a formula",
    },
    headOf: "Head of whom",
    headN: "level",
    headLevel: "up",
    heads: (of, n) => (n === 1 ? `${of}'s head` : `${of}'s head, ${n} up`),
    role: "Which role",
    within: "Where",
    withins: { team: "Same department", subtree: "Department and below", all: "Whole company" },
    fieldOf: "The record's",
    then: "Where it holds",
    otherwise: "Where it does not",
  },
  share: {
    title: "Share",
    everybody: "Everybody",
    roles: "Roles",
    departments: "Departments with all below",
    people: "These people",
    cancel: "Not now",
  },
  versions: {
    title: "Versions",
    none: "Never published yet",
    of: (n) => `Version ${n}`,
    live: "in force",
    compare: "Compare",
    back: "Go back to this one",
    backNote: "It becomes the draft; publish it to put it in force.",
  },
};
