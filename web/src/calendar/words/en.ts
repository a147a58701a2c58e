import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  title: "Working calendar",
  intro:
    "Public holidays and make-up days are filled in as announced. Where your company differs, press the day. Every limit in working time follows it.",
  year: "Year",
  before: "Previous year",
  after: "Next year",
  region: "Region",
  regionHint: "CN is the whole country; for one province write its code, CN-33",
  look: "Show region",
  worked: (n) => `${n} working days in the year`,
  unpublished: "The holidays of this year are not announced yet; Monday to Friday count until they are.",
  legend: { free: "Day off", work: "Make-up day", own: "Changed here" },
  day: (day, what) => `${day}, ${what}`,
  works: "Worked",
  off: "Off",
  change: (day) => `Change ${day}`,
  is: "This day is",
  label: "Chinese name",
  labelHint: "e.g. 公司年会",
  labelEn: "English name",
  save: "Save",
  takeBack: "Back to what is announced",
  saved: "Calendar changed; limits in working time count anew",
  own: "Changed here",
  published: "As announced",
  plain: "An ordinary day",
  readOnly: "Only those who may shape the system can change the calendar.",
};
