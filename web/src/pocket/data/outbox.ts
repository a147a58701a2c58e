import { useSyncExternalStore } from "react";
import { Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import { isUnsent, type Attachment, type Logged, type Operation } from "./operation";
import type { Told } from "./upload";

/** The two calls an operation is made of; the network itself is somebody else's business. */
export interface Line {
  upload(file: File, told: Told, key: string, onSent: (bytes: number) => void): Promise<FileHandle>;
  log(operation: Operation): Promise<Logged>;
}

const PAUSES = [3_000, 10_000, 30_000, 60_000];

/**
 * What was done on this phone, sent in the order it was made, one at a time. It lives in memory for
 * now; a store that survives a restart takes the place of `operations` and nothing else changes.
 */
export class Outbox {
  private operations: readonly Operation[] = [];
  private readonly listeners = new Set<() => void>();
  private running = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly line: Line,
    private readonly onDone: () => void,
  ) {}

  readonly subscribe = (wake: () => void): (() => void) => {
    this.listeners.add(wake);
    return () => this.listeners.delete(wake);
  };

  readonly all = (): readonly Operation[] => this.operations;

  /** Takes an operation over; it is safe here from then on, whatever the network does. */
  add(operation: Operation): void {
    this.publish([...this.operations, operation]);
    void this.send();
  }

  /** Forgets one: what was refused and given up, or a receipt that has been read. */
  drop(key: string): void {
    this.publish(this.operations.filter((each) => each.key !== key));
  }

  /** Everything leaves the phone when its user does. */
  clear(): void {
    clearTimeout(this.timer);
    this.publish([]);
  }

  /** Sends what waits. A silent server is asked again later, by itself; a refusal waits for its fix. */
  readonly send = async (): Promise<void> => {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      for (let next = this.next(); next; next = this.next()) {
        if (!(await this.deliver(next))) break;
      }
    } finally {
      this.running = false;
    }
  };

  private next(): Operation | undefined {
    return this.operations.find((each) => each.state === "queued");
  }

  private async deliver(operation: Operation): Promise<boolean> {
    const { key } = operation;
    this.change(key, { state: "sending", refusal: null });
    try {
      for (const attachment of operation.attachments) await this.carry(key, attachment);
      const ready = this.operations.find((each) => each.key === key);
      if (!ready) return true;
      const result = await this.line.log(ready);
      this.failures = 0;
      this.change(key, { state: "done", result });
      this.onDone();
      return true;
    } catch (cause) {
      return this.failed(key, cause);
    }
  }

  private async carry(key: string, attachment: Attachment): Promise<void> {
    if (attachment.handle) return;
    const handle = await this.line.upload(attachment.file, attachment.told, attachment.key, (sent) =>
      this.mark(key, attachment.key, { sent }),
    );
    this.mark(key, attachment.key, { handle, sent: attachment.file.size });
  }

  private failed(key: string, cause: unknown): boolean {
    const refusal = cause instanceof Refusal ? cause : null;
    // Signed out is no verdict on the work either: it goes after the next sign-in.
    if (refusal && !refusal.unreachable && refusal.status !== 401) {
      this.change(key, { state: "refused", refusal });
      return true;
    }
    this.change(key, { state: "queued", refusal });
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => void this.send(), pause);
    return false;
  }

  private mark(key: string, attachment: string, part: Partial<Attachment>): void {
    const operation = this.operations.find((each) => each.key === key);
    if (!operation) return;
    this.change(key, {
      attachments: operation.attachments.map((each) =>
        each.key === attachment ? { ...each, ...part } : each,
      ),
    });
  }

  private change(key: string, part: Partial<Operation>): void {
    this.publish(this.operations.map((each) => (each.key === key ? { ...each, ...part } : each)));
  }

  private publish(next: readonly Operation[]): void {
    this.operations = next;
    for (const wake of this.listeners) wake();
  }
}

export const useOperations = (outbox: Outbox): readonly Operation[] =>
  useSyncExternalStore(outbox.subscribe, outbox.all, outbox.all);

export const countUnsent = (operations: readonly Operation[]): number => operations.filter(isUnsent).length;
