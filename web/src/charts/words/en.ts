import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  chart: "chart",
  how: "Arrow keys go from mark to mark, Enter opens where a figure comes from",
};
