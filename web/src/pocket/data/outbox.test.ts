import { expect, test } from "vitest";
import { Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import { broughtUp, type Keep } from "./keep";
import { countUnsent, Outbox, type Line } from "./outbox";
import type { Said, Tabs } from "./tabs";
import { blankOperation, heldBy, LOG, type Logged, type Operation } from "./operation";

/** A disk that outlives the outbox over it, as a phone's does. */
function disk(): Keep & { rows: Map<string, { person: string; operation: Operation }> } {
  const rows = new Map<string, { person: string; operation: Operation }>();
  return {
    rows,
    read: async (person) =>
      [...rows.values()]
        .filter((row) => row.person === person)
        .map(({ operation }) => ({
          ...operation,
          state: operation.state === "sending" ? ("queued" as const) : operation.state,
        })),
    put: async (person, operations) => {
      for (const each of operations) rows.set(each.key, { person, operation: { ...each, kept: true } });
    },
    drop: async ({ key }) => void rows.delete(key),
  };
}

async function opened(made: Line, onDone = () => undefined as void, keep: Keep = disk()): Promise<Outbox> {
  const outbox = new Outbox(made, keep, onDone);
  await outbox.open("me");
  return outbox;
}

const rest = () => new Promise((next) => setTimeout(next));

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
  return blankOperation({
    key,
    call: LOG,
    made_at: new Date().toISOString(),
    said_at: "2026-03-19T02:26:00Z",
    input: { id: key, type: "call" },
    attachments,
  });
}

/** A change of one record. */
const change = (key: string, record: string): Operation =>
  blankOperation({
    ...operation(key),
    call: "change_deal",
    about: { object: "deal", id: record },
    input: { amount: "5.00" },
  });

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
    ready: async (file) => ({ file: new File(["ab"], file.name), sha256: "d" }),
    upload: async (_ready, _told, key) => {
      asked.push(`file ${key}`);
      return take(uploads);
    },
    push: async (sent) => {
      const files = (each: Operation) => each.attachments.map(({ handle }) => handle?.id).join("+");
      asked.push(sent.map((each) => `log ${each.key} ${files(each)}`.trim()).join(" & "));
      return sent.map(() => {
        const next = answers.shift();
        if (next === undefined) throw new Error("asked more often than foreseen");
        if (next instanceof Refusal && next.unreachable) throw next;
        return next;
      });
    },
  };
  return { made, asked };
}

test("files go first, then the activity, and the receipt stays", async () => {
  const { made, asked } = line([LOGGED], [handle("f1"), handle("f2")]);
  let done = 0;
  const outbox = await opened(made, () => void (done += 1));
  await outbox.add(operation("k", ["p1", "p2"]));
  await rest();
  expect(asked).toEqual(["file p1", "file p2", "log k f1+f2"]);
  expect(outbox.all()[0]).toMatchObject({ state: "done", result: LOGGED });
  expect(countUnsent(outbox.all())).toBe(0);
  expect(done).toBe(1);
});

/** The same line without signal until it is let through. */
function behind(made: Line): { made: Line; open: () => void } {
  let up = false;
  const through = <T>(call: () => Promise<T>): Promise<T> => (up ? call() : Promise.reject(silent()));
  return {
    made: {
      ...made,
      upload: (...said) => through(() => made.upload(...said)),
      push: (sent) => through(() => made.push(sent)),
    },
    open: () => (up = true),
  };
}

test("a silent server keeps the order and the keys", async () => {
  const { made, asked } = line([LOGGED, LOGGED, LOGGED]);
  const road = behind(made);
  const outbox = await opened(road.made);
  for (const key of ["k1", "k2", "k3"]) await outbox.add(operation(key));
  await rest();
  expect(outbox.all().map((each) => each.state)).toEqual(["queued", "queued", "queued"]);
  expect(countUnsent(outbox.all())).toBe(3);
  road.open();
  await outbox.send();
  expect(asked).toEqual(["log k1 & log k2 & log k3"]);
});

test("words go before photos, and what is done on top of something waits for its photos", async () => {
  const { made, asked } = line([LOGGED, LOGGED, LOGGED], [handle("f1"), silent(), handle("f2")]);
  const road = behind(made);
  const outbox = await opened(road.made);
  const customer = { id: "customer-1", label: "" };
  await outbox.add({ ...operation("k1", ["p1", "p2"]), customer });
  await outbox.add({ ...operation("k2"), customer });
  await outbox.add(operation("k3"));
  await rest();
  road.open();
  await outbox.send();
  expect(asked).toEqual(["log k3", "file p1", "file p2"]);
  await outbox.send();
  expect(asked.slice(3)).toEqual(["file p2", "log k1 f1+f2 & log k2"]);
  expect(countUnsent(outbox.all())).toBe(0);
});

test("files of several go side by side and what they belong to together; one that fails holds its own", async () => {
  const { made, asked } = line([LOGGED, LOGGED, LOGGED, LOGGED]);
  const broken = new Set(["p2"]);
  const upload: Line["upload"] = async (_ready, _told, key) => {
    asked.push(`file ${key}`);
    if (broken.has(key)) throw silent();
    return handle(`of ${key}`);
  };
  const road = behind({ ...made, upload });
  const outbox = await opened(road.made);
  const customer = { id: "customer-1", label: "" };
  await outbox.add(operation("k1", ["p1"]));
  await outbox.add({ ...operation("k2", ["p2"]), customer });
  await outbox.add({ ...operation("k3", ["p3"]), customer });
  await outbox.add(operation("k4", ["p4"]));
  await rest();
  road.open();
  await outbox.send();
  expect(asked.slice(0, 4).sort()).toEqual(["file p1", "file p2", "file p3", "file p4"]);
  expect(asked.slice(4)).toEqual(["log k1 of p1 & log k4 of p4"]);
  expect(outbox.all().map((each) => each.state)).toEqual(["done", "queued", "queued", "done"]);
  broken.clear();
  await outbox.send();
  expect(asked.slice(5)).toEqual(["file p2", "log k2 of p2 & log k3 of p3"]);
  expect(countUnsent(outbox.all())).toBe(0);
});

test("a file that is refused refuses its own, and what went beside it goes on", async () => {
  const { made, asked } = line([LOGGED]);
  const upload: Line["upload"] = async (_ready, _told, key) => {
    if (key === "p1") throw refused();
    return handle(`of ${key}`);
  };
  const road = behind({ ...made, upload });
  const keep = disk();
  const outbox = await opened(road.made, undefined, keep);
  await outbox.add(operation("k1", ["p1"]));
  await outbox.add(operation("k2", ["p2"]));
  await rest();
  road.open();
  await outbox.send();
  await rest();
  expect(asked).toEqual(["log k2 of p2"]);
  expect(outbox.all().map((each) => each.state)).toEqual(["refused", "done"]);
  expect(keep.rows.get("k1")?.operation.refusal?.code).toBe("invalid_fields");
});

test("what is done on top of something whose file is refused waits, though its own file got through", async () => {
  const { made, asked } = line([]);
  const upload: Line["upload"] = async (_ready, _told, key) => {
    if (key === "p1") throw refused();
    return handle(`of ${key}`);
  };
  const road = behind({ ...made, upload });
  const outbox = await opened(road.made);
  const photo = (name: string) => operation(name, [name]).attachments;
  await outbox.add({ ...change("k1", "deal-1"), attachments: photo("p1") });
  await outbox.add({ ...change("k2", "deal-1"), attachments: photo("p2") });
  await rest();
  road.open();
  await outbox.send();
  await rest();
  expect(asked).toEqual([]);
  expect(outbox.all().map((each) => each.state)).toEqual(["refused", "queued"]);
});

test("a refusal waits for its fix and lets the next one pass", async () => {
  const { made } = line([refused(), LOGGED]);
  const outbox = await opened(made);
  await outbox.add(operation("k1"));
  await outbox.add(operation("k2"));
  await rest();
  expect(outbox.all().map((each) => each.state)).toEqual(["refused", "done"]);
  expect(outbox.all()[0]?.refusal?.code).toBe("invalid_fields");
  await outbox.drop("k1");
  expect(outbox.all()).toHaveLength(1);
});

test("a page that dies goes on where it was: what arrived is not sent again", async () => {
  const keep = disk();
  const first = line([], [handle("f1"), silent()]);
  const before = await opened(first.made, undefined, keep);
  await before.add(operation("k", ["p1", "p2"]));
  await rest();
  expect(keep.rows.get("k")?.operation.attachments.map((each) => each.handle?.id)).toEqual(["f1", undefined]);
  before.shut();
  const second = line([LOGGED], [handle("f2")]);
  const after = await opened(second.made, undefined, keep);
  await rest();
  expect(second.asked).toEqual(["file p2", "log k f1+f2"]);
  expect(after.all().map((each) => each.state)).toEqual(["done"]);
  expect(keep.rows.get("k")?.operation.state).toBe("done");
});

test("another person neither sees nor sends it, and who comes back finds it", async () => {
  const keep = disk();
  const { made, asked } = line([silent(), LOGGED]);
  const outbox = await opened(made, undefined, keep);
  await outbox.add(operation("k"));
  await rest();
  await outbox.open("other");
  await outbox.send();
  expect(outbox.all()).toEqual([]);
  await outbox.open("me");
  await rest();
  expect(asked).toEqual(["log k", "log k"]);
  expect(countUnsent(outbox.all())).toBe(0);
});

test("what follows a contested change of the same record waits for it, and others go on", async () => {
  const contested = () => new Refusal(409, { code: "changed_by_others", kind: "conflict", message: "x" });
  const held = () => new Refusal(409, { code: "earlier_op_refused", kind: "conflict", message: "x" });
  const { made, asked } = line([silent(), contested(), held(), LOGGED, LOGGED]);
  const outbox = await opened(made);
  await outbox.add(change("k1", "deal-1"));
  await outbox.add(change("k2", "deal-1"));
  await outbox.add(change("k3", "deal-2"));
  await rest();
  await outbox.send();
  expect(outbox.all().map((each) => each.state)).toEqual(["conflict", "queued", "done"]);
  expect(heldBy(outbox.all()[1] as Operation, outbox.all())?.key).toBe("k1");
  await outbox.drop("k1");
  await outbox.send();
  expect(outbox.all().map((each) => each.state)).toEqual(["done", "done"]);
  expect(asked.at(-1)).toBe("log k2");
});

test("a deed done while one looks on answers, is refused and gone, or is kept", async () => {
  const { made } = line([LOGGED, refused(), silent()]);
  const outbox = await opened(made);
  expect(await outbox.perform(change("k1", "d"))).toEqual({ result: LOGGED });
  await expect(outbox.perform(change("k2", "d"))).rejects.toMatchObject({ code: "invalid_fields" });
  expect(await outbox.perform(change("k3", "d"))).toBe("kept");
  expect(outbox.all().map((each) => each.key)).toEqual(["k1", "k3"]);
  await outbox.clear();
});

test("the line keeps its order when the phone's clock is set back", async () => {
  const { made } = line([silent(), silent(), silent()]);
  const outbox = await opened(made);
  for (const key of ["k1", "k2", "k3"]) await outbox.add(operation(key));
  const turns = outbox.all().map((each) => each.turn);
  expect(turns).toEqual([...turns].sort((a, b) => a - b));
  expect(new Set(turns).size).toBe(3);
  await outbox.clear();
});

test("what the first version of the app has left is read by this one", () => {
  const { about, call, version, shown, to_check, turn, ...first } = operation("k", ["p"]);
  const left = { ...first, tried: true, person: "me", attachments: [], made_at: "2026-03-18T02:26:00Z" };
  const found = broughtUp(left as unknown as Parameters<typeof broughtUp>[0]);
  expect(found).toMatchObject({ call: LOG, about: null, version: null, shown: {}, input: first.input });
  expect(found.turn).toBe(Date.parse("2026-03-18T02:26:00Z"));
  expect(found).not.toHaveProperty("tried");
  expect(broughtUp(found)).toBe(found);
});

test("a phone that keeps nothing keeps it in the page, and says so", async () => {
  const full: Keep = { ...disk(), put: () => Promise.reject(new Error("full")) };
  const { made } = line([silent()]);
  const outbox = await opened(made, undefined, full);
  await outbox.add(operation("k"));
  expect(outbox.all()).toMatchObject([{ key: "k", kept: false }]);
  await rest();
  await outbox.open("other");
  await outbox.open("me");
  expect(outbox.all()).toMatchObject([{ key: "k", kept: false }]);
  await outbox.clear();
});

test("files are made ready once, and a later try sends the very same", async () => {
  const keep = disk();
  const { made, asked } = line([LOGGED], [silent(), handle("f1")]);
  let times = 0;
  const sent: string[] = [];
  const counted: Line = {
    ...made,
    ready: async (file) => ({ file: new File([file.name], file.name), sha256: `made ${(times += 1)}` }),
    upload: async (ready, ...rest) => {
      sent.push(ready.sha256);
      return made.upload(ready, ...rest);
    },
  };
  const outbox = await opened(counted, undefined, keep);
  await outbox.add(operation("k", ["p1"]));
  await rest();
  expect(keep.rows.get("k")?.operation.attachments[0]).toMatchObject({ sha256: "made 1" });
  await outbox.send();
  expect([sent, asked.at(-1)]).toEqual([["made 1", "made 1"], "log k f1"]);
  await outbox.clear();
});

test("what an earlier version of the app left goes as it was taken", async () => {
  const keep = disk();
  await keep.put("me", [operation("k", ["p1"])], true);
  const { made, asked } = line([LOGGED], [handle("f1")]);
  const taken: Line = { ...made, ready: () => Promise.reject(new Error("made ready")) };
  await opened(taken, undefined, keep);
  await rest();
  expect(asked).toEqual(["file p1", "log k f1"]);
});

test("two pages show the same, and only one sends", async () => {
  const keep = disk();
  const hearing: ((said: Said) => void)[] = [];
  const page = (at: number): Tabs => ({
    tell: (said) => hearing.forEach((hear, other) => other !== at && hear(structuredClone(said))),
    hear: (listen) => void (hearing[at] = listen),
  });
  const { made, asked } = line([silent(), LOGGED]);
  const other = line([]);
  const first = new Outbox(made, keep, () => undefined, page(0));
  const second = new Outbox(other.made, keep, () => undefined, page(1));
  await first.open("me");
  await second.open("me");
  await first.add(operation("k"));
  await rest();
  expect(second.all()).toMatchObject([{ key: "k", state: "queued", kept: true }]);
  await first.send();
  expect(second.all()).toMatchObject([{ key: "k", state: "done", result: LOGGED }]);
  await second.send();
  expect([asked.length, other.asked.length]).toEqual([2, 0]);
  await second.drop("k");
  expect(first.all()).toEqual([]);
});

test("what is known only once it is saved is on the disk before it is sent", async () => {
  const keep = disk();
  const put = keep.put;
  const gates: (() => void)[] = [];
  keep.put = async (...said) => {
    await new Promise<void>((pass) => gates.push(pass));
    await put(...said);
  };
  const { made, asked } = line([LOGGED, LOGGED]);
  const outbox = await opened(made, undefined, keep);
  const added = outbox.add(operation("k"), (kept) => ({ ...kept, took_ms: 9 }));
  gates.shift()?.();
  await added;
  await outbox.send();
  expect([outbox.all()[0]?.took_ms, keep.rows.get("k")?.operation.took_ms, asked]).toEqual([9, null, []]);
  gates.shift()?.();
  await rest();
  expect([keep.rows.get("k")?.operation.took_ms, asked]).toEqual([9, ["log k"]]);
  gates.forEach((pass) => pass());
});
