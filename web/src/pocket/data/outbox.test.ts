import { expect, test } from "vitest";
import { Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import { countUnsent, Outbox, type Line } from "./outbox";
import type { Logged, Operation } from "./operation";

const LOGGED: Logged = { activity: "a", evidence: [], advanced: null };
const handle = (id: string): FileHandle => ({ id, name: id, mime: "image/jpeg", size: 3 });
const silent = () => new Refusal(0, { code: "unreachable", kind: "unreachable", message: "" });
const refused = () => new Refusal(422, { code: "invalid_fields", kind: "invalid", message: "x" });

function operation(key: string, photos: string[] = []): Operation {
  const attachments = photos.map((name) => ({
    key: name,
    kind: "site_photo",
    file: new File(["abc"], name),
    told: { source: "camera" as const, captured_at: null, place: null },
    sent: 0,
    handle: null,
  }));
  const empty = { customer: null, deal: null, refusal: null, result: null };
  return {
    key,
    made_at: "2026-03-19T02:26:00Z",
    input: { id: key, type: "call" },
    attachments,
    state: "queued",
    ...empty,
  };
}

/** A line that answers what it is told, in order, and keeps what it was asked. */
function line(answers: (Logged | Refusal)[], uploads: (FileHandle | Refusal)[] = []) {
  const asked: string[] = [];
  const take = <T>(from: (T | Refusal)[]): T => {
    const next = from.shift();
    if (next === undefined) throw new Error("asked more often than foreseen");
    if (next instanceof Refusal) throw next;
    return next;
  };
  const made: Line = {
    upload: async (_file, _told, key) => {
      asked.push(`file ${key}`);
      return take(uploads);
    },
    log: async (sent) => {
      asked.push(`log ${sent.key} ${sent.attachments.map((each) => each.handle?.id).join("+")}`.trim());
      return take(answers);
    },
  };
  return { made, asked };
}

test("files go first, then the activity, and the receipt stays", async () => {
  const { made, asked } = line([LOGGED], [handle("f1"), handle("f2")]);
  let done = 0;
  const outbox = new Outbox(made, () => (done += 1));
  outbox.add(operation("k", ["p1", "p2"]));
  await outbox.send();
  await new Promise((next) => setTimeout(next));
  expect(asked).toEqual(["file p1", "file p2", "log k f1+f2"]);
  expect(outbox.all()[0]).toMatchObject({ state: "done", result: LOGGED });
  expect(countUnsent(outbox.all())).toBe(0);
  expect(done).toBe(1);
});

test("a silent server keeps the order, the keys and what has arrived", async () => {
  const { made, asked } = line([LOGGED, LOGGED], [handle("f1"), silent(), handle("f2")]);
  const outbox = new Outbox(made, () => undefined);
  outbox.add(operation("k1", ["p1", "p2"]));
  outbox.add(operation("k2"));
  await new Promise((next) => setTimeout(next));
  expect(outbox.all().map((each) => each.state)).toEqual(["queued", "queued"]);
  expect(countUnsent(outbox.all())).toBe(2);
  await outbox.send();
  expect(asked).toEqual(["file p1", "file p2", "file p2", "log k1 f1+f2", "log k2"]);
  outbox.clear();
});

test("a refusal waits for its fix and lets the next one pass", async () => {
  const { made } = line([refused(), LOGGED]);
  const outbox = new Outbox(made, () => undefined);
  outbox.add(operation("k1"));
  outbox.add(operation("k2"));
  await new Promise((next) => setTimeout(next));
  expect(outbox.all().map((each) => each.state)).toEqual(["refused", "done"]);
  expect(outbox.all()[0]?.refusal?.code).toBe("invalid_fields");
  outbox.drop("k1");
  expect(outbox.all()).toHaveLength(1);
});
