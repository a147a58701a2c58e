import { wordsIn } from "@/app/language";
import { en } from "./en";
import { zh } from "./zh";

export const useCareWords = wordsIn(zh, en);
