import { Refusal, type RefusalBody } from "@/app/api";
import { readAll, write, type Row } from "./idb";
import type { Attachment, Operation } from "./operation";

/** Where operations outlive the page. */
export interface Keep {
  /** What a person left here, oldest first; his unsent work as if it had just been queued. */
  read(person: string): Promise<Operation[]>;
  /** `fresh` also writes the files, which never change afterwards. */
  put(person: string, operation: Operation, fresh: boolean): Promise<void>;
  drop(operation: Operation): Promise<void>;
}

type Flat = Omit<Attachment, "file"> & { name: string };

interface KeptOperation extends Row, Omit<Operation, "attachments" | "refusal" | "kept"> {
  person: string;
  attachments: Flat[];
  refusal: { status: number; body: RefusalBody } | null;
}

export interface KeptFile extends Row {
  blob: Blob;
}

/** A receipt is worth its words for two days; the files have gone to the server. */
const RECEIPT_MS = 2 * 86_400_000;

const bodyOf = ({ code, kind, message, fields, facts, remedy }: Refusal): RefusalBody => ({
  code,
  kind,
  message,
  fields,
  facts,
  remedy,
});

function flatten(person: string, operation: Operation): KeptOperation {
  const { kept: _kept, attachments, refusal, ...rest } = operation;
  return {
    ...rest,
    person,
    attachments: attachments.map(({ file, ...each }) => ({ ...each, name: file.name })),
    refusal: refusal ? { status: refusal.status, body: bodyOf(refusal) } : null,
  };
}

function unfold(row: KeptOperation, files: ReadonlyMap<string, Blob>): Operation {
  const { person: _person, attachments, refusal, ...rest } = row;
  return {
    ...rest,
    kept: true,
    state: row.state === "sending" ? "queued" : row.state,
    attachments: attachments.map(({ name, ...each }) => {
      const blob = files.get(each.key);
      return { ...each, file: new File(blob ? [blob] : [], name, blob ? { type: blob.type } : {}) };
    }),
    refusal: refusal ? new Refusal(refusal.status, refusal.body) : null,
  };
}

const keysOf = (operation: Operation): string[] => operation.attachments.map((each) => each.key);
const isOld = (row: KeptOperation): boolean =>
  row.state === "done" && Date.now() - Date.parse(row.made_at) > RECEIPT_MS;

export const diskKeep: Keep = {
  async read(person) {
    const rows = await readAll<KeptOperation>("operations");
    const old = rows.filter(isOld).map((row) => row.key);
    if (old.length > 0) await write({ drop: { operations: old } });
    const mine = rows.filter((row) => row.person === person && !isOld(row));
    const files = new Map((await readAll<KeptFile>("files")).map((row) => [row.key, row.blob]));
    return mine.map((row) => unfold(row, files)).sort((a, b) => a.made_at.localeCompare(b.made_at));
  },
  async put(person, operation, fresh) {
    const files = operation.attachments.map(({ key, file }): KeptFile => ({ key, blob: file }));
    await write({
      put: { operations: [flatten(person, operation)], ...(fresh ? { files } : {}) },
      ...(operation.state === "done" ? { drop: { files: keysOf(operation) } } : {}),
    });
  },
  async drop(operation) {
    await write({ drop: { operations: [operation.key], files: keysOf(operation) } });
  },
};
