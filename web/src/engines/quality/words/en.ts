import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  title: "Data health",
  lead: (month: string) => `Published for ${month}; the next scores come on the 1st`,
  none: "Nothing was published yet",
  noneText: "Every department gets a score on the first of each month; the ranking stands here from then on.",
  board: "Scores by department",
  boardNote: "With what lies below each; everybody may read them",
  department: "Department",
  score: "Score",
  gain: "Against last month",
  complete: "Key fields filled",
  stale: "Stale",
  doubled: "Possible duplicates",
  records: "Records",
  fastest: "Fastest improver",
  fastestLine: (name: string, gain: string) => `Fastest improver: ${name}, ${gain} points`,
  nobody: "No department gained against last month",
  trend: (name: string) => `${name}: the last 12 months`,
  months: "Month",
  gaps: (name: string) => `What is missing now: ${name}`,
  gapsNote: "Of the records you may see; a number opens them",
  noGaps: "Nothing is missing in the records you may see",
  missing: (object: string, field: string) => `${object} without ${field}`,
  old: (object: string, days: number) => `${object} unchanged for ${days} days`,
  weight: "Weight",
  count: "Records",
  what: "Gap",
  how: "How it is reckoned",
  arithmetic: (complete: number, fresh: number, single: number) =>
    `Score = (filled × ${complete} + fresh × ${fresh} + not doubled × ${single}) ÷ ${complete + fresh + single}`,
  early: (days: number) =>
    `Records younger than ${days} days do not count; their owner is only told once a week.`,
  published: (score: string) => `${score} points`,
};
