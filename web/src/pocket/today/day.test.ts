import { expect, test } from "vitest";
import type { RecordRow } from "@/app/shapes";
import { obstacleOf, tellDay } from "./day";

const ref = (id: string) => ({ id, label: id });
const row = (id: string, said: Partial<RecordRow>): RecordRow => ({ id, version: 1, ...said });

test("the day is told by what was logged: customers once, the latest obstacle, what is agreed for tomorrow", () => {
  const told = tellDay(
    [
      row("1", {
        customer: ref("a"),
        deal: ref("d1"),
        occurred_at: "2026-03-19T08:00:00Z",
        next_on: "2026-03-20",
      }),
      row("2", { customer: ref("a"), occurred_at: "2026-03-19T06:00:00Z", objection: "首付太高" }),
      row("3", { customer: ref("b"), occurred_at: "2026-03-19T02:00:00Z", objection: "董事会" }),
      row("4", { customer: ref("c"), occurred_at: "2026-03-18T15:59:00Z", next_on: "2026-03-20" }),
      row("5", { customer: ref("b"), occurred_at: "2026-03-17T02:00:00Z", next_on: "2026-03-20" }),
    ],
    "2026-03-19",
  );
  expect(told.touched.map((each) => each.id)).toEqual(["a", "b"]);
  expect(told.obstacle?.id).toBe("2");
  expect(told.tomorrow.map((each) => each.id)).toEqual(["1", "4"]);
});

test("a day without a word is an empty day", () => {
  expect(tellDay([], "2026-03-19")).toEqual({ touched: [], obstacle: null, tomorrow: [] });
});

test("what stands in the way is the log's word until the day is confirmed, and then the person's", () => {
  const logged = row("1", { objection: "首付太高" });
  expect(obstacleOf(undefined, logged)).toBe("首付太高");
  expect(obstacleOf(row("d", { confirmed_at: null, obstacle: null }), logged)).toBe("首付太高");
  const confirmed = row("d", { confirmed_at: "2026-03-19T10:00:00Z", obstacle: "只收纸质合同" });
  expect(obstacleOf(confirmed, logged)).toBe("只收纸质合同");
  expect(obstacleOf({ ...confirmed, obstacle: null }, logged)).toBe("");
  expect(obstacleOf(undefined, null)).toBe("");
});
