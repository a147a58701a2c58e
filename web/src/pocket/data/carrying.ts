import { Refusal } from "@/app/api";
import type { FileHandle } from "@/app/shapes";
import type { Attachment, Operation } from "./operation";
import type { Ready, Told } from "./upload";

/** How a file gets to the server. */
export interface FileLine {
  /** A file as it goes: asked for once, because the same file again may come out otherwise. */
  ready(file: File): Promise<Ready>;
  upload(ready: Ready, told: Told, key: string, onSent: (bytes: number) => void): Promise<FileHandle>;
}

/** The operations files belong to. */
export interface Owners {
  find(key: string): Operation | undefined;
  /** What this page alone shows. */
  show(key: string, part: Partial<Operation>): void;
  /** What is on the disk when it resolves, with the files where `fresh`. */
  keep(key: string, part: Partial<Operation>, fresh?: boolean): Promise<void>;
}

/** No verdict on the work: signed out, too often, too busy, sent already and still under way. */
const LATER = new Set([0, 401, 429, 503]);

export const isVerdict = (refusal: Refusal): boolean =>
  !LATER.has(refusal.status) && refusal.kind !== "busy" && refusal.code !== "key_in_progress";

export const hasFilesToSend = ({ attachments }: Operation): boolean =>
  attachments.some(({ handle }) => !handle);

/** Brings the files of operations to the server; what has arrived is on the disk before anything goes on. */
export class Carrying {
  private readonly preparing = new Map<string, Promise<void>>();

  constructor(
    private readonly line: FileLine,
    private readonly owners: Owners,
  ) {}

  /** Files as they will go, on the disk: a later try sends the very same. */
  prepared(key: string): Promise<void> {
    const under_way = this.preparing.get(key);
    if (under_way) return under_way;
    const attachments = this.owners.find(key)?.attachments ?? [];
    const due = attachments.filter((each) => each.sha256 === null && !each.handle);
    if (due.length === 0) return Promise.resolve();
    const work = this.prepare(key, due).finally(() => this.preparing.delete(key));
    this.preparing.set(key, work);
    return work;
  }

  /**
   * The files of several side by side, and why it failed where it did. Where none got through, that is thrown:
   * there is no line.
   */
  async carry(keys: readonly string[]): Promise<Map<string, unknown>> {
    const failed = new Map<string, unknown>();
    const one = async (key: string) => {
      await this.prepared(key);
      for (const each of this.owners.find(key)?.attachments ?? []) await this.carryOne(key, each);
    };
    await Promise.all(keys.map((key) => one(key).catch((cause: unknown) => failed.set(key, cause))));
    if (keys.length > 0 && failed.size === keys.length) throw failed.values().next().value;
    return failed;
  }

  private async prepare(key: string, due: readonly Attachment[]): Promise<void> {
    for (const { key: name, file } of due) {
      this.mark(key, name, await this.line.ready(file).catch(() => ({ file, sha256: "" })));
    }
    await this.owners.keep(key, {}, true);
  }

  private async carryOne(key: string, attachment: Attachment): Promise<void> {
    if (attachment.handle || !this.owners.find(key)) return;
    try {
      const { file, sha256, told } = attachment;
      const handle = await this.line.upload({ file, sha256: sha256 ?? "" }, told, attachment.key, (sent) =>
        this.mark(key, attachment.key, { sent }),
      );
      this.mark(key, attachment.key, { handle, sent: file.size });
      await this.owners.keep(key, {});
    } catch (cause) {
      if (!(cause instanceof Refusal) || !isVerdict(cause)) throw cause;
      await this.owners.keep(key, { state: "refused", refusal: cause });
      throw cause;
    }
  }

  private mark(key: string, attachment: string, part: Partial<Attachment>): void {
    const operation = this.owners.find(key);
    if (!operation) return;
    // How far each byte has come is this page's own to show.
    const attachments = operation.attachments.map((each) =>
      each.key === attachment ? { ...each, ...part } : each,
    );
    this.owners.show(key, { attachments });
  }
}
