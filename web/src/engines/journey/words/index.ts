import { wordsIn } from "@/app/language";
import { en } from "./en";
import { zh } from "./zh";

export const useJourneyWords = wordsIn(zh, en);
