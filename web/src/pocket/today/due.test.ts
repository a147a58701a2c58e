import { expect, test } from "vitest";
import type { RecordRow } from "@/app/shapes";
import { daysBetween, findDue } from "./due";

const row = (id: string, about: { deal?: string; customer?: string }, next_on: string | null): RecordRow => ({
  id,
  version: 1,
  next_on,
  ...(about.deal ? { deal: { id: about.deal, label: about.deal } } : {}),
  ...(about.customer ? { customer: { id: about.customer, label: about.customer } } : {}),
});

test("a step is due on its day and stays due until something newer is logged", () => {
  const rows = [
    row("new", { deal: "d1", customer: "c1" }, null),
    row("settled", { deal: "d1", customer: "c1" }, "2026-03-10"),
    row("today", { deal: "d2", customer: "c1" }, "2026-03-19"),
    row("later", { deal: "d3", customer: "c2" }, "2026-03-20"),
    row("late", { customer: "c9" }, "2026-03-01"),
  ];
  expect(findDue(rows, "2026-03-19").map((each) => each.id)).toEqual(["today", "late"]);
});

test("days are counted on the calendar", () => {
  expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
});
