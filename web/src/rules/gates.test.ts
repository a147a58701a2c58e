import { describe, expect, test } from "vitest";
import { readCases } from "./cases";
import type { Position } from "./distance";
import {
  findGaps,
  isOpen,
  judge,
  type Beside,
  type Evidence,
  type EvidenceState,
  type Reason,
  type Requirement,
} from "./gates";

interface Judged {
  now: string;
  site: Position;
  evidence: Evidence;
  requirement: Requirement;
  cases: {
    name: string;
    evidence?: Partial<Evidence>;
    requirement?: Partial<Requirement> | null;
    site?: Position | null;
    state: EvidenceState;
    why: Reason[];
  }[];
}

interface Standings {
  now: string;
  site: Position;
  photo: Omit<Evidence, "id" | "content">;
  photos: Requirement;
  cases: {
    name: string;
    now?: string;
    site?: Position | null;
    requirements: (Requirement | "photos")[];
    facts?: Record<string, unknown>;
    beside?: Beside;
    trail: ({ id: string } & Partial<Evidence>)[];
    standings: { key: string; have: number; short_by: number; state: string; why: Reason[] }[];
    open: boolean;
  }[];
}

describe("judged", () => {
  const shared = readCases<Judged>("gates/judged.json");
  test.each(shared.cases)("$name", (each) => {
    const item = { ...shared.evidence, ...each.evidence };
    const ask = each.requirement === null ? null : { ...shared.requirement, ...each.requirement };
    const site = each.site === undefined ? shared.site : each.site;
    expect(judge(item, ask, site, new Date(shared.now))).toEqual({ state: each.state, why: each.why });
  });
});

describe("standings", () => {
  const shared = readCases<Standings>("gates/standings.json");
  test.each(shared.cases)("$name", (each) => {
    const asks = each.requirements.map((ask) => (ask === "photos" ? shared.photos : ask));
    const trail = each.trail.map((item) => ({ ...shared.photo, content: item.id, ...item }));
    const site = each.site === undefined ? shared.site : each.site;
    const found = findGaps(
      asks,
      each.facts ?? {},
      trail,
      site,
      new Date(each.now ?? shared.now),
      each.beside,
    );
    expect(found.map(({ requirement, ...standing }) => ({ key: requirement.key, ...standing }))).toEqual(
      each.standings,
    );
    expect(isOpen(found)).toBe(each.open);
  });
});
