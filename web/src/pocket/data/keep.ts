import { Refusal, type RefusalBody } from "@/app/api";
import { readAll, write, type Row } from "./idb";
import { LOG, SCHEMA, type Attachment, type Operation } from "./operation";

/** Where operations outlive the page. */
export interface Keep {
  /** What a person left here, oldest first; his unsent work as if it had just been queued. */
  read(person: string): Promise<Operation[]>;
  /** `fresh` also writes the files, which never change afterwards. */
  put(person: string, operations: readonly Operation[], fresh: boolean): Promise<void>;
  drop(operation: Operation): Promise<void>;
}

type Flat = Omit<Attachment, "file"> & { name: string };

interface KeptOperation extends Row, Omit<Operation, "attachments" | "refusal" | "kept"> {
  /** How it is written; the first way had none. */
  schema?: number;
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
    schema: SCHEMA,
    person,
    attachments: attachments.map(({ file, ...each }) => ({ ...each, name: file.name })),
    refusal: refusal ? { status: refusal.status, body: bodyOf(refusal) } : null,
  };
}

/** The same as this version writes it: the first one knew activities alone, in the order of the phone's clock. */
export function broughtUp(row: KeptOperation): KeptOperation {
  if (row.schema !== undefined) return row;
  const { tried: _tried, ...rest } = row as KeptOperation & { tried?: boolean };
  return {
    ...rest,
    schema: SCHEMA,
    turn: Date.parse(row.made_at),
    call: LOG,
    about: null,
    version: null,
    shown: {},
    to_check: false,
  };
}

/** One that a later version wrote is not for this one to send. */
const isReadable = (row: KeptOperation): boolean => (row.schema ?? 0) <= SCHEMA;

function unfold(row: KeptOperation, files: ReadonlyMap<string, Blob>): Operation {
  const { person: _person, schema: _schema, attachments, refusal, ...rest } = row;
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
    const mine = rows.filter((row) => row.person === person && !isOld(row) && isReadable(row));
    const files = new Map((await readAll<KeptFile>("files")).map((row) => [row.key, row.blob]));
    return mine.map((row) => unfold(broughtUp(row), files)).sort((a, b) => a.turn - b.turn);
  },
  async put(person, operations, fresh) {
    const attached = operations.flatMap(({ attachments }) => attachments);
    const files = attached.map(({ key, file }): KeptFile => ({ key, blob: file }));
    const done = operations.filter(({ state }) => state === "done");
    await write({
      put: { operations: operations.map((each) => flatten(person, each)), ...(fresh ? { files } : {}) },
      drop: { files: done.flatMap(keysOf) },
    });
  },
  async drop(operation) {
    await write({ drop: { operations: [operation.key], files: keysOf(operation) } });
  },
};
