import { describe, expect, it } from "vitest";
import { askingOf, draftOf, filledTwice, mappingOf, plainTarget, settled, toSettle } from "./draft";
import type { Fillable, Guess, GuessedColumn } from "./shapes";

const column = (name: string, more: Partial<GuessedColumn> = {}): GuessedColumn => ({
  name,
  filled: 1,
  different: 1,
  many: false,
  kind: "text",
  samples: [],
  dates: null,
  dates_unsure: false,
  targets: [],
  how: null,
  values: [],
  ...more,
});

const fillable = (name: string): Fillable => ({
  name,
  label: { zh: name, en: name },
  type: "text",
  required: false,
  late: false,
  matchable: true,
  open: false,
  choices: [],
  object: null,
  ways: [],
});

const guess: Guess = {
  object: "deal",
  sheet: null,
  sheets: [],
  top: 1,
  rows: 2,
  more: false,
  columns: [
    column("id", { targets: [{ field: "name", by: [], object: null, values: {} }] }),
    column("product", {
      targets: [{ field: "product", by: ["name"], object: "product", values: {} }],
      values: [
        { said: "new", count: 1, meant: null, how: "none" },
        { said: "Pr0", count: 1, meant: "Pro", how: "similar" },
        { said: "GTXPro", count: 2, meant: "GTX Pro", how: "spelled" },
        { said: "MG", count: 1, meant: "MG", how: "exact" },
      ],
    }),
    column("day", { dates: "MDY", targets: [{ field: "opened_on", by: [], object: null, values: {} }] }),
    column("rest"),
  ],
  fields: [fillable("name"), fillable("opened_on"), { ...fillable("product"), object: "product" }],
  match: ["name"],
  history: true,
  missing: [],
  duplicates: { rows: 0, examples: [] },
};

describe("an import's draft", () => {
  it("says every column, and words written another way", () => {
    expect(mappingOf(draftOf(guess))).toEqual({
      columns: {
        id: "name",
        product: { field: "product", values: { GTXPro: "GTX Pro" } },
        day: { field: "opened_on", dates: "MDY" },
        rest: null,
      },
      match: ["name"],
      on_match: "skip",
      history: true,
    });
  });

  it("matches by nothing that no column fills", () => {
    const draft = draftOf(guess);
    const first = { ...draft, columns: draft.columns.map((each) => ({ ...each, targets: [] })) };
    expect(mappingOf(first)).not.toHaveProperty("match");
  });

  it("knows a field filled twice, and asks for words without its own answers", () => {
    const draft = draftOf(guess);
    const twice = { ...draft, columns: [...draft.columns, { name: "x", targets: [plainTarget("name")] }] };
    expect([...filledTwice(twice)]).toEqual(["name"]);
    expect(askingOf(draft)).toMatchObject({ columns: { product: "product" }, history: true });
  });

  it("gives up a field that may no longer be filled", () => {
    const draft = draftOf(guess);
    const next = settled(draft, {
      ...guess,
      fields: guess.fields.filter((each) => each.name !== "opened_on"),
    });
    expect(mappingOf(next)).toMatchObject({ columns: { day: null, id: "name" } });
  });

  it("shows what is not understood, not what is", () => {
    expect(toSettle(guess.columns[1] as GuessedColumn).map((each) => each.said)).toEqual([
      "new",
      "Pr0",
      "GTXPro",
    ]);
  });

  it("says of rows that are one that only the first is written, where that is asked", () => {
    const draft = draftOf({ ...guess, history: false });
    expect(mappingOf(draft)).not.toHaveProperty("alike_rows");
    expect(mappingOf({ ...draft, once: true })).toMatchObject({ alike_rows: "skip" });
  });
});
