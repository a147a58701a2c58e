import { expect, test } from "vitest";
import { pieces } from "./passages";

test("what both sides have is marked, in order, and nothing is lost", () => {
  const found = pieces("今天去：沟通产品优势！", [[4, 0, 6]], 0);
  expect(found).toEqual([
    { text: "今天去：", same: false },
    { text: "沟通产品优势", same: true },
    { text: "！", same: false },
  ]);
  expect(pieces("沟通产品优势", [[4, 0, 6]], 1)).toEqual([{ text: "沟通产品优势", same: true }]);
});

const marked = (text: string, passages: Parameters<typeof pieces>[1]): string =>
  pieces(text, passages, 0)
    .filter((each) => each.same)
    .map((each) => each.text)
    .join("");

test("letters beyond the basic plane count as one, and passages that overlap are not told twice", () => {
  expect(marked("𠮷𠮷abc", [[2, 0, 3]])).toBe("abc");
  const overlapping: Parameters<typeof pieces>[1] = [
    [0, 0, 4],
    [2, 0, 4],
  ];
  expect(marked("abcdef", overlapping)).toBe("abcdef");
});
