import { expect, test } from "vitest";
import type { Asked, Gate, Place, Process, RecordRow } from "@/app/shapes";
import type { Operation } from "../data/operation";
import type { Piece } from "./evidence";
import { gateHere, nextNode } from "./here";

const SITE: Place = { lat: 29.8, lng: 121.5, datum: "WGS84" };
const NEAR: Place = { lat: 29.8005, lng: 121.5, datum: "WGS84", accuracy_m: 12 };
const FAR: Place = { ...NEAR, lat: 29.802 };
const NOW = new Date("2026-03-19T03:00:00Z");
const label = { zh: "", en: "" };
const photos = {
  key: "photos",
  type: "evidence",
  kind: "site_photo",
  count: 3,
  within_m: 200,
  label,
} as const;
const finance = { key: "finance", type: "confirmation", role: "finance", label } as const;
const node = (
  key: string,
  requires: Process["nodes"][number]["requires"],
  end: null | "won" | "lost" = null,
) => ({ key, label, end, advance: "auto", limit_days: null, requires }) as const;
const process: Process = {
  key: "sale",
  object: "deal",
  label,
  version: 1,
  nodes: [
    node("a", []),
    node("b", [photos]),
    node("won", [finance], "won"),
    node("lost", [], "lost"),
    node("loop", [], "won"),
  ],
};
const deal: RecordRow = { id: "d", version: 1, stage: "a", process: "sale" };

const piece = (id: string, state: Piece["state"] = "proven"): Piece => ({
  id,
  kind: "site_photo",
  state,
  file: { id: `f-${id}`, name: "x.jpg", mime: "image/jpeg", size: 1 },
  captured_at: "2026-03-19T02:00:00Z",
  received_at: "2026-03-19T02:00:00Z",
  place: NEAR,
  slot: null,
  read: null,
  via: null,
});

function logged(places: (Place | null)[], source: "camera" | "gallery" = "camera"): Operation {
  const attachments = places.map((place, at) => ({
    key: `p${at}`,
    kind: "site_photo",
    file: new File(["x"], "x.jpg"),
    told: { source, captured_at: source === "camera" ? "2026-03-19T02:59:00Z" : null, place },
    sent: 0,
    handle: null,
  }));
  return { key: "k", attachments, about: null, shown: {} } as unknown as Operation;
}

const said = (have: number): Gate => ({
  process: "sale",
  version: 1,
  stage: "a",
  entered_at: null,
  next: "b",
  open: false,
  exits: [],
  requirements: [{ ...photos, have, short_by: 3 - have, state: "missing", why: [] } satisfies Asked],
});

const here = (gate: Gate | undefined, pieces: Piece[], unsent: Operation[]) =>
  gateHere({ gate, process, deal, pieces, unsent, site: SITE, now: NOW });

test("without signal the phone names what is missing", () => {
  const found = here(undefined, [piece("1"), piece("2")], []);
  expect(found).toMatchObject({ next: "b", open: false, ahead: true });
  expect(found?.requirements[0]).toMatchObject({ have: 2, short_by: 1, state: "missing" });
});

test("what is on its way counts as the server will count it", () => {
  expect(here(said(1), [piece("1")], [logged([NEAR, NEAR])])).toMatchObject({ open: true, ahead: true });
  const far = here(said(1), [piece("1")], [logged([NEAR, FAR])]);
  expect(far?.requirements[0]).toMatchObject({ have: 2, short_by: 1 });
  expect(far?.requirements[0]?.why.map((each) => each.code)).toEqual(["too_far"]);
  expect(here(said(1), [piece("1")], [logged([NEAR, null])])?.open).toBe(false);
});

test("of a photo from the gallery only the server knows when and where", () => {
  expect(here(said(1), [piece("1")], [logged([NEAR, NEAR], "gallery")])?.requirements[0]?.short_by).toBe(2);
});

test("with nothing on its way the server's word stands", () => {
  expect(here(said(1), [], [])).toMatchObject({
    open: false,
    ahead: false,
    requirements: said(1).requirements,
  });
});

test("a second person's confirmation waits for the server", () => {
  const asked = gateHere({
    gate: undefined,
    process,
    deal: { ...deal, stage: "b" },
    pieces: [],
    unsent: [],
    site: null,
    now: NOW,
  });
  expect(asked).toMatchObject({ next: "won", open: false });
  expect(asked?.requirements[0]?.state).toBe("waiting");
});

test("a road may go on behind a good end", () => {
  expect(nextNode(process, "won")?.key).toBe("loop");
  expect(nextNode(process, "loop")).toBeUndefined();
  expect(nextNode(process, "lost")).toBeUndefined();
});
