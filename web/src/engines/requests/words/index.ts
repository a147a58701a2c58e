import { wordsIn } from "@/app/language";
import { en } from "./en";
import { zh } from "./zh";

export const useRequestWords = wordsIn(zh, en);
