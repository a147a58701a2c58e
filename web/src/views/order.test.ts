import { expect, test } from "vitest";
import { moved, stepped } from "./order";
import type { View } from "./queries";

const views = ["a", "b", "c", "d"].map((id) => ({ id, mine: id !== "b" }) as View);
const ids = (list: View[]) => list.map((each) => each.id).join("");

test("a view of one's own goes to where another stands", () => {
  expect(ids(moved(views, "a", "c"))).toBe("bcad");
  expect(ids(moved(views, "d", "a"))).toBe("dabc");
  expect(ids(stepped(views, "a", 1))).toBe("bacd");
  expect(ids(stepped(views, "c", -1))).toBe("acbd");
});

test("others' views stay, and so does the end", () => {
  expect(moved(views, "b", "a")).toBe(views);
  expect(stepped(views, "d", 1)).toBe(views);
  expect(stepped(views, "a", -1)).toBe(views);
  expect(moved(views, "a", "a")).toBe(views);
});
