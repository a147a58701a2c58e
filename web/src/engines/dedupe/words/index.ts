import { wordsIn } from "@/app/language";
import { en } from "./en";
import { zh } from "./zh";

export const useDedupeWords = wordsIn(zh, en);
