import { describe, expect, it } from "vitest";
import { CARD, layOut, type Person } from "./layout";

const one = (id: string, reports_to: string | null = null, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  reports_to,
  ...more,
});

describe("the map of a decision chain", () => {
  it("stands heads above those who report to them, in the middle", () => {
    const { spots, lines, height } = layOut([one("a", "c"), one("b", "c"), one("c")]);
    const at = Object.fromEntries(spots.map((each) => [each.person.id, each]));
    expect(at.c?.y).toBe(0);
    expect(at.a?.y).toBe(CARD.height + CARD.down);
    expect(at.c?.x).toBe(((at.a?.x ?? 0) + (at.b?.x ?? 0)) / 2);
    expect(lines).toHaveLength(2);
    expect(height).toBe(2 * CARD.height + CARD.down);
  });

  it("places everybody once, also in a circle or under somebody unseen", () => {
    const { spots, lines } = layOut([one("a", "b"), one("b", "a"), one("c", "x"), one("d", "d")]);
    expect(spots.map((each) => each.person.id).sort()).toEqual(["a", "b", "c", "d"]);
    expect(lines).toEqual([]);
  });

  it("puts who decides first, and nobody over another", () => {
    const people = [
      one("user", null, { decision_role: "user" }),
      one("boss", null, { decision_role: "decider" }),
    ];
    const { spots } = layOut(people);
    const xs = Object.fromEntries(spots.map((each) => [each.person.id, each.x]));
    expect(xs.boss).toBe(0);
    expect(xs.user).toBe(CARD.width + CARD.across);
    expect(layOut([])).toEqual({ spots: [], lines: [], width: 0, height: 0 });
  });
});
