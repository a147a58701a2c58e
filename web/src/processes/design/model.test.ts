import { expect, it } from "vitest";
import type { ProcessDraft } from "./api";
import { addAsk, addNode, blankNode, dropAsk, dropNode, freeKey, moveNode, placesOf, toInput } from "./model";

const label = (text: string) => ({ zh: text, en: text });
const process: ProcessDraft = {
  key: "p",
  object: "deal",
  label: label("p"),
  site: null,
  nodes: [
    blankNode("a", label("a")),
    blankNode("b", label("b")),
    { ...blankNode("won", label("won")), end: "won" },
    { ...blankNode("lost", label("lost")), end: "lost" },
  ],
};
const keys = (of: ProcessDraft) => of.nodes.map((node) => node.key);

it("moves a node to where it is dropped, and nowhere else", () => {
  expect(keys(moveNode(process, 0, 1))).toEqual(["b", "a", "won", "lost"]);
  expect(keys(moveNode(process, 3, 0))).toEqual(["lost", "a", "b", "won"]);
  expect(moveNode(process, 0, 4)).toBe(process);
  expect(moveNode(process, 1, 1)).toBe(process);
});

it("adds a node before the first end, under a key of its own", () => {
  const { process: more, at } = addNode(process, label("new"));
  expect([keys(more), at]).toEqual([["a", "b", "node", "won", "lost"], 2]);
  expect(freeKey("node", ["node", "node_2"])).toBe("node_3");
  expect(keys(dropNode(more, 2))).toEqual(keys(process));
});

it("adds requirements under keys of their own and takes them out again", () => {
  const once = addAsk(process, 1, { type: "evidence", kind: "site_photo", count: 1 });
  const twice = addAsk(once, 1, { type: "evidence", kind: "site_photo", count: 2 });
  expect(twice.nodes[1]?.requires.map((ask) => ask.key)).toEqual(["site_photo", "site_photo_2"]);
  expect(dropAsk(twice, { node: 1, ask: 1 })).toEqual(once);
});

it("sends of a requirement what belongs to its type, and a label only if there is one", () => {
  const said = addAsk(process, 1, {
    type: "formula",
    formula: "1 = 1",
    kind: "x",
    label: { zh: " ", en: "" },
  });
  const [, node] = toInput(said).nodes as { requires: unknown[] }[];
  expect(node?.requires).toEqual([{ key: "x", type: "formula", formula: "1 = 1" }]);
});

it("finds the server's places with and without the input's name", () => {
  expect(placesOf({ "process.nodes.1.key": "x", "nodes.2.label": "y" })).toEqual({
    "nodes.1.key": "x",
    "nodes.2.label": "y",
  });
});
