import { wordsIn } from "@/app/language";
import { en } from "./en";
import { zh } from "./zh";

export const useFormulaWords = wordsIn(zh, en);
