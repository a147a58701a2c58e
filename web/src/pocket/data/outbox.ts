import { useSyncExternalStore } from "react";
import { Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import type { Keep } from "./keep";
import { isUnsent, type Attachment, type Logged, type Operation } from "./operation";
import type { Told } from "./upload";

/** The two calls an operation is made of; the network itself is somebody else's business. */
export interface Line {
  upload(file: File, told: Told, key: string, onSent: (bytes: number) => void): Promise<FileHandle>;
  log(operation: Operation): Promise<Logged>;
}

const PAUSES = [3_000, 10_000, 30_000, 60_000];
/** What goes out within this time happened now; later the server would take the hour of sending for it. */
const PROMPT_MS = 60_000;

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
    const kept = await this.store(operation, true);
    this.publish([...this.operations, { ...operation, kept }]);
    void this.send();
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
    }
  };

  private next(): Operation | undefined {
    return this.operations.find((each) => each.state === "queued");
  }

  private find(key: string): Operation | undefined {
    return this.operations.find((each) => each.key === key);
  }

  private async deliver({ key, attachments }: Operation): Promise<boolean> {
    this.change(key, { state: "sending", refusal: null });
    try {
      for (const attachment of attachments) await this.carry(key, attachment);
      await this.settle(key);
      const ready = this.find(key);
      if (!ready) return true;
      const result = await this.line.log(ready);
      this.failures = 0;
      await this.keepNow(key, { state: "done", result });
      this.onDone();
      return true;
    } catch (cause) {
      return this.failed(key, cause);
    }
  }

  private async carry(key: string, attachment: Attachment): Promise<void> {
    if (attachment.handle || !this.find(key)) return;
    const handle = await this.line.upload(attachment.file, attachment.told, attachment.key, (sent) =>
      this.mark(key, attachment.key, { sent }),
    );
    this.mark(key, attachment.key, { handle, sent: attachment.file.size });
    await this.keepNow(key, {});
  }

  /** The last words before the call goes out for the first time: what was not sent at once says when it was. */
  private async settle(key: string): Promise<void> {
    const operation = this.find(key);
    if (!operation || operation.tried) return;
    const { input, made_at, said_at } = operation;
    const late = Date.now() - Date.parse(made_at) > PROMPT_MS && input.occurred_at === undefined;
    await this.keepNow(key, { tried: true, input: late ? { ...input, occurred_at: said_at } : input });
  }

  private async failed(key: string, cause: unknown): Promise<boolean> {
    const refusal = cause instanceof Refusal ? cause : null;
    // Signed out, too often or too busy is no verdict on the work either: it goes later.
    const verdict = refusal && !refusal.unreachable && ![401, 429].includes(refusal.status);
    if (verdict && refusal.code !== "key_in_progress") {
      await this.keepNow(key, { state: "refused", refusal });
      return true;
    }
    this.change(key, { state: "queued", refusal });
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => void this.send(), pause);
    return false;
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
