import { wordsIn } from "@/app/language";
import { en } from "./en";
import { zh } from "./zh";

export const useEnrichmentWords = wordsIn(zh, en);
