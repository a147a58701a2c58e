import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  undo: "Undo a step",
  redo: "Redo a step",
  faults: (n) => (n === 1 ? "1 thing will not do" : `${n} things will not do`),
};
