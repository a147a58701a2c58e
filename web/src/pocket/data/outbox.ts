import { useSyncExternalStore } from "react";
import { Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import type { Keep } from "./keep";
import { heldBy, isUnsent, type Attachment, type Operation } from "./operation";
import type { Told } from "./upload";

/** The two calls operations are made of; the network itself is somebody else's business. */
export interface Line {
  upload(file: File, told: Told, key: string, onSent: (bytes: number) => void): Promise<FileHandle>;
  /** One answer each, in order: what the ordinary call answers, or why it was refused. */
  push(operations: readonly Operation[]): Promise<unknown[]>;
}

const PAUSES = [3_000, 10_000, 30_000, 60_000];
/** Operations of one call; the server takes a hundred. */
const TOGETHER = 50;
/** No verdict on the work: signed out, too often, too busy, sent already and still under way. */
const LATER = new Set([0, 401, 429, 503]);

const isVerdict = (refusal: Refusal): boolean =>
  !LATER.has(refusal.status) && refusal.kind !== "busy" && refusal.code !== "key_in_progress";

/**
 * What was done on this phone, sent in the order it was made, one at a time. Every step that must not be
 * forgotten is on disk before the next one is taken: a page that dies goes on where it was.
 */
export class Outbox {
  private operations: readonly Operation[] = [];
  private readonly listeners = new Set<() => void>();
  private person: string | null = null;
  private running = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What the phone could not keep, while its person is out. */
  private readonly aside = new Map<string, readonly Operation[]>();

  constructor(
    private readonly line: Line,
    private readonly keep: Keep,
    private readonly onDone: () => void,
  ) {}

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

  /** Takes an operation over, and says so once it is on disk. One the phone cannot keep lives with the page. */
  async add(operation: Operation): Promise<void> {
    const last = this.operations.at(-1)?.turn ?? 0;
    const placed = { ...operation, turn: Math.max(Date.now(), last + 1) };
    const kept = await this.store(placed, true);
    this.publish([...this.operations, { ...placed, kept }]);
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
    clearTimeout(this.timer);
    try {
      await alone(async () => {
        for (let next = this.next(); next; next = this.next()) {
          if (!(await this.deliver(next))) break;
        }
      });
    } finally {
      this.running = false;
      this.publish(this.operations);
    }
  };

  private next(): Operation | undefined {
    return this.operations.find((each) => each.state === "queued" && !heldBy(each, this.operations));
  }

  private find(key: string): Operation | undefined {
    return this.operations.find((each) => each.key === key);
  }

  /** The first one's files, then it and whatever follows it without files, in one call. */
  private async deliver({ key, attachments }: Operation): Promise<boolean> {
    this.change(key, { state: "sending", refusal: null });
    let keys = [key];
    try {
      for (const attachment of attachments) await this.carry(key, attachment);
      const ready = this.together(key);
      keys = ready.map((each) => each.key);
      for (const each of keys) this.change(each, { state: "sending", refusal: null });
      const answers = ready.length > 0 ? await this.line.push(ready) : [];
      this.failures = 0;
      for (const [at, each] of keys.entries()) await this.settle(each, answers[at]);
      this.onDone();
      return this.failures === 0;
    } catch (cause) {
      this.later(keys, cause);
      return false;
    }
  }

  /** What can go out now, in order, up to the first that has files to send before it. */
  private together(key: string): Operation[] {
    const from = this.operations.slice(this.operations.findIndex((each) => each.key === key));
    const due = from.filter(
      (each) => each.key === key || (each.state === "queued" && !heldBy(each, this.operations)),
    );
    const end = due.findIndex((each) => each.attachments.some(({ handle }) => !handle));
    return due.slice(0, Math.min(TOGETHER, end < 0 ? due.length : end));
  }

  private async carry(key: string, attachment: Attachment): Promise<void> {
    if (attachment.handle || !this.find(key)) return;
    try {
      const handle = await this.line.upload(attachment.file, attachment.told, attachment.key, (sent) =>
        this.mark(key, attachment.key, { sent }),
      );
      this.mark(key, attachment.key, { handle, sent: attachment.file.size });
      await this.keepNow(key, {});
    } catch (cause) {
      if (!(cause instanceof Refusal) || !isVerdict(cause)) throw cause;
      await this.keepNow(key, { state: "refused", refusal: cause });
      throw cause;
    }
  }

  /** What the server made of one. */
  private async settle(key: string, answer: unknown): Promise<void> {
    if (!(answer instanceof Refusal)) return this.keepNow(key, { state: "done", result: answer });
    if (answer.code === "earlier_op_refused") return this.change(key, { state: "queued" });
    if (!isVerdict(answer)) return this.later([key], answer);
    const state = answer.code === "changed_by_others" ? "conflict" : "refused";
    return this.keepNow(key, { state, refusal: answer });
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

  private mark(key: string, attachment: string, part: Partial<Attachment>): void {
    const operation = this.find(key);
    if (!operation) return;
    this.change(key, {
      attachments: operation.attachments.map((each) =>
        each.key === attachment ? { ...each, ...part } : each,
      ),
    });
  }

  private async keepNow(key: string, part: Partial<Operation>): Promise<void> {
    this.change(key, part);
    const operation = this.find(key);
    if (operation?.kept) await this.store(operation, false);
  }

  private async store(operation: Operation, fresh: boolean): Promise<boolean> {
    const { person } = this;
    if (person === null) return false;
    return this.keep.put(person, operation, fresh).then(
      () => true,
      () => false,
    );
  }

  private change(key: string, part: Partial<Operation>): void {
    this.publish(this.operations.map((each) => (each.key === key ? { ...each, ...part } : each)));
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
