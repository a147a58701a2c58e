import { wordsIn } from "@/app/language";
import { en } from "./design.en";
import { zh } from "./design.zh";

export const useDesignWords = wordsIn(zh, en);
