import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  title: "Metrics",
  intro:
    "Every figure has a definition, its arithmetic and its records. Press one to see where it comes from.",
  now: "Now",
  columns: { name: "Metric", value: "Value", of: "Of", better: "Direction" },
  more: "More is better",
  less: "Less is better",
  units: { count: "", money: "", percent: "%", days: "days", hours: "hours" },
  blank: "Nothing to reckon",
  blankText: "There are no records in the period, or the divisor is nought; so it is blank, not 0.",
  none: "No metric is open to you",
  noneText: "They read objects or fields that are closed to you.",
  origin: (name: string) => `Origin: ${name}`,
  arithmetic: "Arithmetic",
  result: "Result",
  records: (n: string) => `${n} records`,
  open: (name: string, n: string) => `${name}, open ${n} records`,
  definition: "Definition",
  formula: "Formula",
  version: (n: string) => `Version ${n}`,
  shipped: "shipped",
  own: "the company's own",
  period: "Period",
  seen: "Only records you may see are counted.",
};
