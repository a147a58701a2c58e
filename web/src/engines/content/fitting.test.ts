import { describe, expect, it } from "vitest";
import { readCases } from "@/rules/cases";
import { offered, type Offer, type Situation } from "./fitting";

interface Cases {
  offers: Offer[];
  cases: { text: string; at: Situation; most: number; offered: [string, string[]][] }[];
}

const { offers, cases } = readCases<Cases>("content/offers.json");

describe("content called for by what is written", () => {
  it.each(cases)("$text", ({ text, at, most, offered: wanted }) => {
    expect(offered(text, offers, at, most).map(({ offer, words }) => [offer.id, words])).toEqual(wanted);
  });
});
