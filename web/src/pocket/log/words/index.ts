import { wordsIn } from "@/app/language";
import { en } from "./en";
import { formEn } from "./form-en";
import { formZh } from "./form-zh";
import { zh } from "./zh";

export const useSpeechWords = wordsIn(zh, en);
export const useLogWords = wordsIn(formZh, formEn);
