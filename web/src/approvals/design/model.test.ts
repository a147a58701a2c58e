import { describe, expect, it } from "vitest";
import {
  addWay,
  allSteps,
  blankFork,
  blankStep,
  copyAt,
  insert,
  moveTo,
  nodeAt,
  placeOf,
  remove,
  stepAside,
  stepUpOrDown,
  wayAt,
} from "./model";
import { isBranch, type FlowNode } from "./shapes";

const named = (key: string): FlowNode => ({ ...blankStep([], { zh: key, en: key }), key });
const fork = (...ways: FlowNode[][]): FlowNode => ({
  branch: ways.map((steps, at) => ({ label: { zh: `${at}`, en: `${at}` }, when: at ? null : "1", steps })),
});
const read = (steps: readonly FlowNode[]): unknown[] =>
  steps.map((node) => (isBranch(node) ? node.branch.map((way) => read(way.steps)) : node.key));

const flow = [named("a"), fork([named("b"), named("c")], [named("d")]), named("e")];

describe("a flow that is drawn", () => {
  it("names places as the server does", () => {
    expect(placeOf([1, 0, 1])).toBe("steps.1.branch.0.steps.1");
    expect(placeOf([1, 0])).toBe("steps.1.branch.0");
  });
  it("finds, adds and takes away", () => {
    expect(nodeAt(flow, [1, 1, 0])).toMatchObject({ key: "d" });
    expect(wayAt(flow, [1, 1])?.when).toBeNull();
    expect(read(insert(flow, [1, 1, 0], named("x")))).toEqual([
      "a",
      [
        ["b", "c"],
        ["x", "d"],
      ],
      "e",
    ]);
    expect(read(remove(flow, [1, 0, 1]))).toEqual(["a", [["b"], ["d"]], "e"]);
  });
  it("moves a node to any gap but one inside itself", () => {
    expect(read(moveTo(flow, [0], [1, 1, 1])?.steps ?? [])).toEqual([
      [
        ["b", "c"],
        ["d", "a"],
      ],
      "e",
    ]);
    expect(moveTo(flow, [0], [1, 1, 1])?.at).toEqual([0, 1, 1]);
    expect(read(moveTo(flow, [2], [0])?.steps ?? [])).toEqual(["e", "a", [["b", "c"], ["d"]]]);
    expect(moveTo(flow, [1], [1, 0, 0])).toBeNull();
    expect(moveTo(flow, [0], [1])).toBeNull();
  });
  it("steps by key, and leaves a fork at its edges", () => {
    expect(read(stepUpOrDown(flow, [1, 0, 1], -1)?.steps ?? [])).toEqual(["a", [["c", "b"], ["d"]], "e"]);
    expect(read(stepUpOrDown(flow, [1, 0, 0], -1)?.steps ?? [])).toEqual(["a", "b", [["c"], ["d"]], "e"]);
    expect(read(stepUpOrDown(flow, [1, 1, 0], 1)?.steps ?? [])).toEqual(["a", [["b", "c"], []], "d", "e"]);
    expect(stepUpOrDown(flow, [0], -1)).toBeNull();
    expect(read(stepAside(flow, [1, 1, 0], -1)?.steps ?? [])).toEqual(["a", [["b", "c", "d"], []], "e"]);
    expect(read(stepAside(flow, [1, 1], -1)?.steps ?? [])).toEqual(["a", [["d"], ["b", "c"]], "e"]);
  });
  it("copies with keys of their own", () => {
    const copied = copyAt(flow, [1])?.steps ?? [];
    const keys = allSteps(copied).map(({ step }) => step.key);
    expect(keys).toHaveLength(8);
    expect(new Set(keys).size).toBe(8);
    expect(copyAt(flow, [1, 0])?.at).toEqual([1, 1]);
  });
  it("keeps what stood in the last way when a fork closes", () => {
    expect(read(remove(flow, [1, 1]))).toEqual(["a", "b", "c", "e"]);
  });
  it("puts a new way before the one for the rest", () => {
    const begun = [blankFork({ first: { zh: "一", en: "1" }, rest: { zh: "其余", en: "Rest" } })];
    const { steps, at } = addWay(begun, [0], { zh: "二", en: "2" });
    expect(at).toEqual([0, 1]);
    expect(wayAt(steps, [0, 2])?.when).toBeNull();
  });
});
