import { useSyncExternalStore } from "react";
import { Refusal } from "@/app/api";
import type { Keep } from "./keep";
import { Carrying, hasFilesToSend, isVerdict, type FileLine } from "./carrying";
import { heldBy, isUnsent, recordsOf, type Operation } from "./operation";
import type { Said, Tabs } from "./tabs";

/** The calls operations are made of; the network itself is somebody else's business. */
export interface Line extends FileLine {
  /** One answer each, in order: what the ordinary call answers, or why it was refused. */
  push(operations: readonly Operation[]): Promise<unknown[]>;
}

const PAUSES = [3_000, 10_000, 30_000, 60_000];
/** Operations of one call: as many as the server takes. */
const TOGETHER = 100;
/** Operations whose files go side by side. */
const ABREAST = 4;
/** So soon is what was done told of while more is on its way, then after twice as long: pages are read anew for it. */
const REST_MS = 2_000;
const madeOf = (answer: unknown): Partial<Operation> =>
  answer instanceof Refusal
    ? { state: answer.code === "changed_by_others" ? "conflict" : "refused", refusal: answer }
    : { state: "done", result: answer };

/**
 * What was done on this phone, sent in the order it was made; words do not wait for other things' photos. Every step that must not be
 * forgotten is on disk before the next one is taken: a page that dies goes on where it was.
 */
export class Outbox {
  private operations: readonly Operation[] = [];
  private readonly listeners = new Set<() => void>();
  private person: string | null = null;
  private running = false;
  private failures = 0;
  private told = 0;
  private rest = REST_MS;
  private untold = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What the phone could not keep, while its person is out. */
  private readonly aside = new Map<string, readonly Operation[]>();
  private readonly files: Carrying;
  /** Operations whose last word is not on the disk yet. */
  private readonly settling = new Set<string>();

  constructor(
    private readonly line: Line,
    private readonly keep: Keep,
    private readonly onDone: () => void,
    private readonly tabs: Tabs | null = null,
  ) {
    tabs?.hear((said) => this.heard(said));
    this.files = new Carrying(line, {
      find: (key) => this.find(key),
      show: (key, part) => this.alter(new Map([[key, part]])),
      keep: (key, part, fresh) => this.keepNow(key, part, fresh),
    });
  }

  readonly subscribe = (wake: () => void): (() => void) => {
    this.listeners.add(wake);
    return () => this.listeners.delete(wake);
  };

  readonly all = (): readonly Operation[] => this.operations;

  /** Whose work this is from now on, and what he has left here; another's stays on disk until he is back. */
  async open(person: string): Promise<void> {
    if (person === this.person) return;
    this.shut();
    this.person = person;
    const found = await this.keep.read(person).catch(() => []);
    if (this.person !== person) return;
    const known = new Set(this.operations.map((each) => each.key));
    const here = [...(this.aside.get(person) ?? []), ...this.operations];
    this.aside.delete(person);
    this.publish([...found.filter((each) => !known.has(each.key)), ...here]);
    void this.send();
  }

  /**
   * Takes an operation over, and says so once it is on disk. One the phone cannot keep lives with the page. What
   * `saved` adds can be known only then, as how long it took: it is on disk, too, before anything is sent.
   */
  async add(operation: Operation, saved?: (kept: Operation) => Operation): Promise<void> {
    const last = this.operations.at(-1)?.turn ?? 0;
    const attachments = operation.attachments.map((each) => ({ sha256: null, ...each }));
    const placed = { ...operation, attachments, turn: Math.max(Date.now(), last + 1) };
    const { key } = placed;
    const kept = await this.store([placed], true);
    this.publish([...this.operations, { ...(saved?.(placed) ?? placed), kept }]);
    void this.files.prepared(key);
    if (saved) {
      this.settling.add(key);
      void this.lasting([key]).then(() => this.offer(key));
    } else {
      this.offer(key);
    }
  }

  /** From here on it may go, from whichever page. */
  private offer(key: string): void {
    this.settling.delete(key);
    this.tell(key);
    void this.send();
  }

  /**
   * The same, and what becomes of it while its person looks on: the server's answer, or "kept" where it waits.
   * A refusal is thrown, and the operation is gone: the form it came from still has every word of it.
   */
  async perform(operation: Operation): Promise<{ result: unknown } | "kept"> {
    const waiting = this.operations.some(({ state }) => state === "queued" || state === "sending");
    await this.add(operation);
    if (waiting) return "kept";
    const found = await this.attempted(operation.key);
    if (!found || found.state === "done") return { result: found?.result };
    if (found.state === "queued") return "kept";
    await this.drop(found.key);
    throw found.refusal ?? new Error("refused without a word");
  }

  /** One after the try that is under way. */
  private attempted(key: string): Promise<Operation | undefined> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.find(key);
        if (this.running && (found?.state === "queued" || found?.state === "sending")) return;
        stop();
        resolve(found);
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  /** Forgets one: what was refused and given up, or a receipt that has been read. */
  async drop(key: string): Promise<void> {
    const gone = this.find(key);
    this.publish(this.operations.filter((each) => each.key !== key));
    this.tell(key);
    if (gone?.kept) await this.keep.drop(gone).catch(() => undefined);
  }

  /** Nobody's any more: nothing is shown or sent, and what is on disk stays there. */
  shut(): void {
    clearTimeout(this.timer);
    const unkept = this.operations.filter((each) => !each.kept && isUnsent(each));
    if (this.person !== null && unkept.length > 0) {
      const queued = (each: Operation) =>
        each.state === "sending" ? { ...each, state: "queued" as const } : each;
      this.aside.set(this.person, unkept.map(queued));
    }
    this.person = null;
    this.publish([]);
  }

  /** Everything leaves the phone when its user does. */
  async clear(): Promise<void> {
    const gone = this.operations;
    this.shut();
    this.aside.clear();
    for (const each of gone) if (each.kept) await this.keep.drop(each).catch(() => undefined);
  }

  /** Sends what waits. A silent server is asked again later, by itself; a refusal waits for its fix. */
  readonly send = async (): Promise<void> => {
    if (this.running) return;
    this.running = true;
    this.rest = REST_MS;
    this.told = Date.now();
    clearTimeout(this.timer);
    try {
      await alone(async () => {
        // Whoever was sending before is not any more: a page that died, or was shut.
        for (const each of this.operations) {
          if (each.state === "sending") this.change(each.key, { state: "queued" });
        }
        for (let next = this.next(); next; next = this.next()) {
          if (!(await this.deliver(next))) break;
        }
      });
    } finally {
      this.running = false;
      this.publish(this.operations);
      if (this.untold) this.tellDone();
    }
  };

  /** What has no files to send goes before what has; of those the first. */
  private next(): Operation | undefined {
    const waits = (each: Operation) => each.state === "queued" && !heldBy(each, this.operations);
    const first = this.together()[0] ?? this.operations.find(waits);
    return first && this.settling.has(first.key) ? undefined : first;
  }

  private find(key: string): Operation | undefined {
    return this.operations.find((each) => each.key === key);
  }

  /** The files of one and of the next few, then they and whatever else has none to send, in one call. */
  private async deliver(first: Operation): Promise<boolean> {
    const carried = this.abreast(first);
    let keys = carried;
    this.becomes(keys, "sending");
    try {
      const failed = await this.files.carry(carried);
      const ready = this.together(carried);
      keys = ready.map((each) => each.key);
      this.becomes(
        carried.filter((key) => !keys.includes(key) && !failed.has(key)),
        "queued",
      );
      this.becomes(keys, "sending");
      const answers = ready.length > 0 ? await this.line.push(ready) : [];
      this.failures = 0;
      await this.settle(keys, answers);
      this.untold = true;
      if (Date.now() - this.told > this.rest) {
        this.rest *= 2;
        this.tellDone();
      }
      for (const [key, cause] of failed) this.later([key], cause);
      return failed.size === 0 && this.failures === 0;
    } catch (cause) {
      this.later([...carried, ...keys], cause);
      return false;
    }
  }

  /** The first, and where it has files those that have some, too: a line is idle while it waits for an answer. */
  private abreast(first: Operation): string[] {
    const fits = (each: Operation) =>
      each.state === "queued" && !this.settling.has(each.key) && !heldBy(each, this.operations);
    const others = hasFilesToSend(first)
      ? this.operations.filter((each) => each !== first && hasFilesToSend(each) && fits(each))
      : [];
    return [first, ...others].slice(0, ABREAST).map(({ key }) => key);
  }

  private becomes(keys: readonly string[], state: "sending" | "queued"): void {
    this.changeAll(new Map(keys.map((key) => [key, { state, refusal: null }])));
  }

  /** What can go out now, in order; what is done on top of something that waits for its files waits with it. */
  private together(under_way: readonly string[] = []): Operation[] {
    const found: Operation[] = [];
    const waiting = new Set<string>();
    for (const each of this.operations) {
      if (found.length === TOGETHER) break;
      const open = each.state === "queued" || (each.state === "sending" && under_way.includes(each.key));
      if (!open || heldBy(each, this.operations)) continue;
      const records = recordsOf(each);
      if (hasFilesToSend(each) || this.settling.has(each.key) || records.some((id) => waiting.has(id))) {
        for (const id of records) waiting.add(id);
      } else {
        found.push(each);
      }
    }
    return found;
  }

  private tellDone(): void {
    this.untold = false;
    this.told = Date.now();
    this.onDone();
  }

  /** What the server made of them: on the disk before anything else is sent. */
  private async settle(keys: readonly string[], answers: readonly unknown[]): Promise<void> {
    const parts = new Map<string, Partial<Operation>>();
    const verdicts: string[] = [];
    for (const [at, key] of keys.entries()) {
      const answer = answers[at];
      if (answer instanceof Refusal && answer.code === "earlier_op_refused") {
        parts.set(key, { state: "queued" });
      } else if (answer instanceof Refusal && !isVerdict(answer)) {
        this.later([key], answer);
      } else {
        verdicts.push(key);
        parts.set(key, madeOf(answer));
      }
    }
    this.changeAll(parts);
    await this.lasting(verdicts);
  }

  /** Not now: the same again after a pause. What was refused on its way there stays so. */
  private later(keys: readonly string[], cause: unknown): void {
    const refusal = cause instanceof Refusal ? cause : null;
    for (const key of keys) {
      if (this.find(key)?.state === "sending") this.change(key, { state: "queued", refusal });
    }
    const refused = refusal !== null && isVerdict(refusal);
    const pause = refused ? 0 : PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    if (!refused) this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), pause);
  }

  private async keepNow(key: string, part: Partial<Operation>, fresh = false): Promise<void> {
    this.change(key, part);
    await this.lasting([key], fresh);
  }

  /** As they are now, on the disk: all of them in one go, since each one waits for the disk. */
  private async lasting(keys: readonly string[], fresh = false): Promise<void> {
    const wanted = new Set(keys);
    const found = this.operations.filter(({ key, kept }) => kept && wanted.has(key));
    if (found.length > 0) await this.store(found, fresh);
  }

  private async store(operations: readonly Operation[], fresh: boolean): Promise<boolean> {
    const { person } = this;
    if (person === null) return false;
    return this.keep.put(person, operations, fresh).then(
      () => true,
      () => false,
    );
  }

  private change(key: string, part: Partial<Operation>): void {
    this.changeAll(new Map([[key, part]]));
  }

  private changeAll(parts: ReadonlyMap<string, Partial<Operation>>): void {
    this.alter(parts);
    for (const key of parts.keys()) this.tell(key);
  }

  private alter(parts: ReadonlyMap<string, Partial<Operation>>): void {
    this.publish(
      this.operations.map((each) => {
        const part = parts.get(each.key);
        return part ? { ...each, ...part } : each;
      }),
    );
  }

  /** The other pages show the same. */
  private tell(key: string): void {
    if (this.person !== null && !this.settling.has(key)) {
      this.tabs?.tell({ person: this.person, key, operation: this.find(key) ?? null });
    }
  }

  private heard({ person, key, operation }: Said): void {
    if (person !== this.person) return;
    const before = this.find(key);
    const rest = this.operations.filter((each) => each.key !== key);
    this.publish(operation ? [...rest, operation].sort((a, b) => a.turn - b.turn) : rest);
    if (operation?.state === "done" && before?.state !== "done") this.onDone();
  }

  private publish(next: readonly Operation[]): void {
    this.operations = next;
    for (const wake of this.listeners) wake();
  }
}

/** Two pages on one phone send one after the other; the second finds what the first one has done by its key. */
async function alone(work: () => Promise<void>): Promise<void> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (locks) await locks.request("prooftrail.outbox", work);
  else await work();
}

export const useOperations = (outbox: Outbox): readonly Operation[] =>
  useSyncExternalStore(outbox.subscribe, outbox.all, outbox.all);

export const countUnsent = (operations: readonly Operation[]): number => operations.filter(isUnsent).length;
