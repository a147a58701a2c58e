import { isSaid, keywordsOf, plain } from "@/engines/content/fitting";
import type { RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";
import type { Worth } from "./shapes";

export interface Answer {
  id: string;
  title: string;
  answer: string;
  /** The words of the text that called for it. */
  words: string[];
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Scripts for the objections a text names by keyword or whole: the most words first, then the best proven. */
export function answersTo(
  said: string,
  objections: readonly RecordRow[],
  scripts: readonly RecordRow[],
  worths: readonly Worth[],
  most: number,
): Answer[] {
  const meant = plain(said);
  if (meant === "") return [];
  const words = new Map<string, string[]>();
  for (const each of objections) {
    const known = keywordsOf(`${text(each["title"])}、${text(each["keywords"])}`);
    const found = each["retired"] === true ? [] : known.filter((word) => isSaid(word, meant));
    if (found.length > 0) words.set(each.id, found);
  }
  const worth = new Map(worths.map((each) => [each.script, Number(each.worth)]));
  return scripts
    .map((row) => ({
      id: row.id,
      title: text(row["title"]),
      answer: text(row["answer"]),
      words: words.get(idOf(row["objection"]) ?? "") ?? [],
    }))
    .filter((each) => each.words.length > 0)
    .sort(
      (a, b) =>
        b.words.length - a.words.length ||
        (worth.get(b.id) ?? 0) - (worth.get(a.id) ?? 0) ||
        (a.title < b.title ? -1 : 1),
    )
    .slice(0, most);
}
