import { describe, expect, it } from "vitest";
import { answersTo } from "./offers";

const objections = [
  { id: "o1", version: 1, title: "首付三成太高", keywords: "首付、分期" },
  { id: "o2", version: 1, title: "质保", keywords: "延保", retired: true },
];
const scripts = [
  { id: "s1", version: 1, title: "乙", answer: "a", objection: { id: "o1", label: "" } },
  { id: "s2", version: 1, title: "甲", answer: "b", objection: { id: "o1", label: "" } },
  { id: "s3", version: 1, title: "丙", answer: "c", objection: { id: "o2", label: "" } },
];

describe("answers to an objection that is being typed", () => {
  it("come by keyword, the best proven first", () => {
    const worths = [{ script: "s1", uses: 9, known: 9, advanced: 7, worth: "0.6" }];
    const found = answersTo("对方嫌首付高，想分期", objections, scripts, worths, 3);
    expect(found.map((each) => [each.id, each.words])).toEqual([
      ["s1", ["首付", "分期"]],
      ["s2", ["首付", "分期"]],
    ]);
    expect(answersTo("对方嫌首付高", objections, scripts, [], 1).map((each) => each.id)).toHaveLength(1);
  });
  it("stay away where nothing calls for them, and for what is retired", () => {
    expect(answersTo("延保", objections, scripts, [], 3)).toEqual([]);
    expect(answersTo("", objections, scripts, [], 3)).toEqual([]);
  });
});
