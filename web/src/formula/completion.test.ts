import { describe, expect, test } from "vitest";
import type { Field, ObjectShape } from "@/app/shapes";
import { suggest, typedAt } from "./completion";

const field = (name: string, zh: string, type: Field["type"], object?: string): Field =>
  ({ name, label: { zh, en: name }, type, options: object ? { object } : null }) as Field;

const objects = [
  {
    name: "visit",
    fields: [
      field("name", "名称", "text"),
      field("firm", "单位", "reference", "firm"),
      field("x_a", "冷库 容积", "decimal"),
    ],
  },
  { name: "firm", fields: [field("grade", "等级", "choice"), field("place", "位置", "place")] },
] as unknown as ObjectShape[];
const sum = {
  name: { zh: "合计", en: "SUM" },
  also: ["求和"],
  signature: { zh: "合计(数, …)", en: "SUM(number, …)" },
  help: { zh: "", en: "" },
  least: 1,
  most: null,
};
const ground = { objects, object: "visit", functions: [sum] };

describe("the word before the cursor", () => {
  test.each([
    ["1 + 冷", 5, { start: 4, end: 5, word: "冷" }],
    ["[冷库", 3, { start: 0, end: 3, word: "冷库" }],
    ["单位.等", 4, { start: 0, end: 4, word: "单位.等" }],
  ])("%s", (text, cursor, found) => expect(typedAt(text, cursor)).toEqual(found));
  test("none in a text or a number", () => {
    expect(typedAt('"冷', 2)).toBeNull();
    expect(typedAt("12", 2)).toBeNull();
  });
});

describe("what fits", () => {
  const labels = (word: string) => suggest(ground, word, "zh").map((each) => each.insert);
  test("a field with a blank in its label stands in brackets", () =>
    expect(labels("冷")).toEqual(["[冷库 容积]"]));
  test("a link goes on, and then to what formulas can use", () => {
    expect(labels("单")).toEqual(["单位."]);
    expect(labels("单位.")).toEqual(["单位.等级"]);
  });
  test("a function by any of its names, the cursor between its brackets", () => {
    const [found] = suggest(ground, "求", "zh");
    expect([found?.insert, found?.cursor]).toEqual(["合计()", 3]);
  });
});
