import { describe, expect, it } from "vitest";
import { readCases } from "@/rules/cases";
import { chain, followed, nextStep, packFor, type Done, type Scope } from "./following";

interface Cases {
  following: { steps: string[]; done: Done[]; followed: (number | null)[]; next: number | null }[];
  packs: Scope[];
  fitting: { units: string[]; stage: string | null; product: string | null; pack: string | null }[];
}

const { following, packs, fitting } = readCases<Cases>("learning/packs.json");

describe("packs on deals", () => {
  it.each(following)("$steps", ({ steps, done, followed: wanted, next }) => {
    const found = followed(steps, done);
    expect([found, nextStep(found)]).toEqual([wanted, next]);
  });

  it.each(fitting)("$units $stage $product", ({ units, stage, product, pack }) => {
    expect(packFor(packs, units, stage, product)?.id ?? null).toBe(pack);
  });

  it("walks up the departments", () => {
    const parents = new Map([
      ["ningbo", "east"],
      ["east", null],
    ]);
    expect(chain("ningbo", parents)).toEqual(["ningbo", "east"]);
    expect(chain(null, parents)).toEqual([]);
  });
});
