import { wordsIn } from "@/app/language";

const zh = {
  title: "看过，放行",
  reason: "放行理由",
  note: "识别没读到该有的内容。看过照片再放行；理由留在历史里。",
  done: "已放行",
};

const en: typeof zh = {
  title: "Looked at it, let it through",
  reason: "Why",
  note: "What the slot is for was not read on it. Look at the photo first; the reason stays in the history.",
  done: "Let through",
};

export const useOverruleWords = wordsIn(zh, en);
