import { number } from "@/app/format";
import type { Words } from "./zh";

export const en: Words = {
  title: "Points",
  note: "Only what evidence proves counts",
  month: "This month",
  total: "In all",
  streak: "Working days in a row",
  days: (n) => (n === 1 ? "1 day" : `${n} days`),
  points: (n) => (n === 1 ? "1 point" : `${number(n)} points`),
  badges: "Badges",
  times: (n) => (n === 0 ? "not earned yet" : n === 1 ? "earned once" : `earned ${n} times`),
  have: (have, of) => `${have}/${of}`,
  periods: {
    week: "this week",
    month: "this month",
    quarter: "this quarter",
    year: "this year",
    ever: "in all",
  },
  latest: "Latest points",
  withdrawn: "withdrawn",
  none: "Points stand here once the evidence of an action is proven.",
};
