import { describe, expect, test } from "vitest";
import type { Field, ObjectShape } from "@/app/shapes";
import { cutTo } from "./growing";
import { defaultsFor, owedIn, runsOf, standingOf, without, type Layout } from "./layout";

const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  id: name,
  state: "live",
  name,
  label: { zh: name, en: name },
  type,
  options: null,
  required: false,
  unique: false,
  personal: false,
  writable: true,
  sortable: true,
  filterable: true,
  operators: [],
  custom: false,
  ...more,
});

const shape: ObjectShape = {
  name: "customer",
  label: { zh: "客户", en: "Customer" },
  title: "name",
  can: { create: true, write: true, delete: true, export: true },
  staged: false,
  custom: false,
  fields: [
    field("name", "text", { required: true }),
    field("grade", "choice"),
    field("phone", "text"),
    field("code", "text"),
    field("made", "time", { writable: false }),
  ],
};

const label = (text: string) => ({ zh: text, en: text });
const layout: Layout = {
  tabs: [
    {
      label: label("资料"),
      sections: [
        {
          label: label("一"),
          items: [
            { field: "name" },
            { field: "grade", default: { value: "B" } },
            { field: "made" },
            {
              field: "code",
              read_only: ["grade", "=", "B"],
              default: { value: "X", when: ["grade", "=", "A"] },
            },
          ],
        },
        { label: label("二"), visible: ["grade", "=", "A"], required: true, items: [{ field: "phone" }] },
      ],
    },
    { label: label("没有"), visible: ["grade", "=", "Z"], sections: [] },
  ],
};

const names = (values: Record<string, string>, before: Record<string, string> | null = null) =>
  standingOf(shape, layout, values, before, "CNY").map((tab) =>
    tab.sections.map((section) => section.places.map((place) => place.field.name)),
  );

describe("a form for a record", () => {
  test("shows a section only while its condition holds", () => {
    expect(names({ grade: "A" })).toEqual([[["name", "grade", "made", "code"], ["phone"]]]);
    expect(names({ grade: "B" })).toEqual([[["name", "grade", "made", "code"]]]);
  });

  test("asks for what is required and blank", () => {
    const owed = (values: Record<string, string>) =>
      owedIn(standingOf(shape, layout, values, null, "CNY"), values).map((each) => each.name);
    expect(owed({ grade: "A" })).toEqual(["name", "phone"]);
    expect(owed({ grade: "B", name: "x" })).toEqual([]);
  });

  test("locks by the record as it was", () => {
    const locked = (values: Record<string, string>, before: Record<string, string> | null) =>
      standingOf(shape, layout, values, before, "CNY")[0]
        ?.sections[0]?.places.filter((each) => each.locked)
        .map((each) => each.field.name);
    expect(locked({ grade: "B" }, { grade: "A" })).toEqual(["made"]);
    expect(locked({ grade: "A" }, { grade: "B" })).toEqual(["made", "code"]);
    expect(locked({ grade: "B" }, null)).toEqual(["made", "code"]);
  });

  test("offers defaults that hold, to fields nobody touched", () => {
    expect(defaultsFor(shape, layout, {}, new Set(), "CNY")).toEqual({ grade: "B" });
    expect(defaultsFor(shape, layout, { grade: "A" }, new Set(["grade"]), "CNY")).toEqual({ code: "X" });
    expect(defaultsFor(shape, layout, {}, new Set(["grade"]), "CNY")).toEqual({});
  });

  test("places tables between the fields around them, while they show", () => {
    const table = { table: "x_line.x_order", columns: ["x_count"] };
    const tabled: Layout = {
      tabs: [
        {
          label: label("资料"),
          sections: [
            { label: label("一"), items: [{ field: "name" }, table, { field: "grade" }] },
            { label: label("二"), items: [{ table: "x_bill.x_order", visible: ["grade", "=", "A"] }] },
          ],
        },
      ],
    };
    const drawn = (grade: string) =>
      standingOf(shape, tabled, { grade }, null, "CNY").flatMap((tab) =>
        tab.sections.map((section) =>
          runsOf(section).map((run) =>
            "table" in run
              ? `${run.table.object}/${run.table.by}`
              : run.places.map((place) => place.field.name).join(),
          ),
        ),
      );
    expect(drawn("B")).toEqual([["name", "x_line/x_order", "grade"]]);
    expect(drawn("A")[1]).toEqual(["x_bill/x_order"]);
    expect(without(tabled, new Set(["x_line.x_order"])).tabs[0]?.sections[0]?.items).toHaveLength(2);
  });

  test("draws no more of a long form than it is told to", () => {
    const sections = standingOf(shape, layout, { grade: "A" }, null, "CNY")[0]?.sections ?? [];
    expect(cutTo(sections, 3).map((section) => section.places.length)).toEqual([3]);
    expect(cutTo(sections, 4).map((section) => section.places.length)).toEqual([4]);
    expect(cutTo(sections, 9).map((section) => section.places.length)).toEqual([4, 1]);
  });

  test("leaves out what a page shows elsewhere", () => {
    const rest = without(layout, new Set(["name", "phone"]));
    expect(standingOf(shape, rest, { grade: "A" }, null, "CNY")[0]?.sections).toHaveLength(1);
  });
});
