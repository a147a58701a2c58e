import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  title: "Settings",
  intro:
    "The days, counts and words of the system. A change holds at once, stands in the history and can be undone.",
  search: "Find a setting",
  own: "Changed",
  usual: "Default",
  by: (name, on) => `Changed by ${name} on ${on}`,
  change: (name) => `Change ${name}`,
  value: "Value",
  lines: "One a line",
  map: "Write it like the default (JSON)",
  broken: "This is not complete JSON",
  save: "Save",
  reset: "Back to the default",
  saved: "Setting changed",
  none: "There is no such setting",
  noneText: "Try another word.",
  yes: "Yes",
  no: "No",
  empty: "None",
  parts: (n) => `${n} entries`,
  forbidden: "This takes the right to shape the system",
  forbiddenText: "Ask an administrator for it, or sales operations to make the change.",
};
