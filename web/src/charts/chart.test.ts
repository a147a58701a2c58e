import { describe, expect, it } from "vitest";
import { stepped } from "./chart";
import { markOf, optionsOf, tokensOf } from "./options";
import { placed, type ChartSpec } from "./spec";

const spec: ChartSpec = {
  kind: "bar",
  label: "动作",
  axis: "周",
  categories: ["一", "二", "三"],
  series: [
    { key: "now", name: "本期", look: "fact", points: [point("1"), point("2"), point(null)] },
    { key: "before", name: "上期", look: "before", points: [point("0.1"), point("3"), point("4")] },
  ],
  tick: String,
};

function point(value: string | null) {
  return { value, said: value ?? "—" };
}

describe("a chart", () => {
  it("goes from mark to mark and stays inside", () => {
    expect(stepped(spec, null, "ArrowRight")).toEqual({ series: 0, at: 0 });
    expect(stepped(spec, { series: 0, at: 2 }, "ArrowRight")).toEqual({ series: 0, at: 2 });
    expect(stepped(spec, { series: 0, at: 2 }, "ArrowDown")).toEqual({ series: 1, at: 2 });
    expect(stepped(spec, { series: 1, at: 2 }, "Home")).toEqual({ series: 1, at: 0 });
    expect(stepped(spec, null, "a")).toBeNull();
    expect(stepped({ ...spec, categories: [] }, null, "ArrowRight")).toBeNull();
  });

  it("draws nothing where there is nothing, and not nought", () => {
    expect(placed(null)).toBeNull();
    const options = optionsOf(spec, "light", true) as { series: { data: unknown[] }[] };
    expect(options.series[0]?.data).toEqual([1, 2, null]);
  });

  it("takes its colours from the theme", () => {
    const drawn = (theme: "light" | "dark") => JSON.stringify(optionsOf(spec, theme));
    expect(drawn("light")).toContain(tokensOf("light")["viz-1"]);
    expect(drawn("dark")).toContain(tokensOf("dark")["viz-1"]);
    expect(drawn("dark")).not.toBe(drawn("light"));
  });

  it("knows which mark was touched", () => {
    expect(markOf(spec, { seriesIndex: 1, dataIndex: 2 })).toEqual({ series: 1, at: 2 });
    expect(markOf(spec, {})).toBeNull();
    expect(markOf({ ...spec, kind: "gauge" }, {})).toEqual({ series: 0, at: 0 });
  });
});
