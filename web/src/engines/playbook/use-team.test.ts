import { expect, it } from "vitest";
import { gather } from "./use-team";

const owner = (id: string) => ({ id, label: id.toUpperCase() });
const yuan = (amount: string) => ({ amount, currency: "CNY" });

it("joins deals, activities and evidence by person, the largest pipeline first", () => {
  const { people, total } = gather({
    deals: [
      { owner: owner("a"), stage: "engaging", n: 2, sum: yuan("30.00") },
      { owner: owner("b"), stage: "engaging", n: 1, sum: yuan("70.00") },
      { owner: owner("a"), stage: "won", n: 9, sum: yuan("900.00") },
      { owner: null, stage: "proposal", n: 1, sum: null },
    ],
    acts: [{ owner: owner("a"), type: "visit", n: 4 }],
    proofs: [
      { owner: owner("a"), state: "proven", n: 3 },
      { owner: owner("a"), state: "claimed", n: 1 },
      { owner: owner("a"), state: "imported", n: 50 },
    ],
    openStages: new Set(["engaging", "proposal"]),
  });
  expect(people.map((each) => [each.id, each.open.n, each.open.sum])).toEqual([
    ["b", 1, 70],
    ["a", 2, 30],
    [null, 1, 0],
  ]);
  expect(total).toEqual({ n: 4, sum: 100 });
  const a = people.find((each) => each.id === "a");
  expect([a?.week.get("visit"), a?.proven, a?.evidence]).toEqual([4, 3, 4]);
});
