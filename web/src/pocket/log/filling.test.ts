import { expect, test } from "vitest";
import type { Field } from "@/app/shapes";
import { BLANK } from "./draft";
import { fillFrom } from "./filling";
import { countFilled } from "./took";

const FOUND = {
  contact: { id: "c1", label: "李建国" },
  decision_maker: { id: "c1", label: "李建国" },
  topic: "分期付款",
  objection: "首付太高",
  next_step: "发方案",
  next_on: "2026-03-20",
};
const TEXT = { name: "decision_maker", type: "text", writable: true } as unknown as Field;
const LINK = { ...TEXT, type: "reference" } as unknown as Field;

test("a note fills what is blank and leaves what was typed", () => {
  const typed = { ...BLANK, topic: "我写的" };
  const filled = { ...typed, ...fillFrom(FOUND, typed, TEXT) };
  expect(filled.topic).toBe("我写的");
  expect([filled.objection, filled.next_on, filled.contact]).toEqual(["首付太高", "2026-03-20", "c1"]);
  expect(countFilled(filled)).toEqual({ fields_spoken: 5, fields_typed: 1 });
});

test("what was filled in and then changed counts as typed", () => {
  const filled = { ...BLANK, ...fillFrom(FOUND, BLANK, TEXT) };
  expect(countFilled({ ...filled, topic: "改过的" })).toEqual({ fields_spoken: 5, fields_typed: 1 });
});

test("a second note replaces what the first one filled", () => {
  const filled = { ...BLANK, ...fillFrom(FOUND, BLANK, TEXT) };
  const again = { ...filled, ...fillFrom({ ...FOUND, topic: "维保" }, filled, TEXT) };
  expect(again.topic).toBe("维保");
});

test("the decision maker is a name or a link, and none where nobody was met", () => {
  expect(fillFrom(FOUND, BLANK, TEXT).decision_maker).toBe("李建国");
  expect(fillFrom(FOUND, BLANK, LINK).decision_maker).toBe("c1");
  expect(fillFrom(FOUND, { ...BLANK, type: "call" }, TEXT).decision_maker).toBeUndefined();
  const unknown = { ...FOUND, decision_maker: { id: null, label: "赵董" } };
  expect(fillFrom(unknown, BLANK, LINK).decision_maker).toBeUndefined();
});
