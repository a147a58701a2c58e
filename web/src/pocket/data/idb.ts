/**
 * The phone's own store. Whatever is written here is on disk when the promise resolves: the page or the
 * phone may die after it. A browser that refuses storage rejects, and the caller says so on the screen.
 *
 * What is somebody's lies sealed under his PIN. Plain are the facts, and of a sealed row its key, whose it is
 * and, of an operation, its state: by these one row takes another's place, another person's are left alone,
 * and the unsent is counted while nobody has unlocked it.
 */

const NAME = "prooftrail.pocket";
const VERSION = 2;

export const ROOMS = ["operations", "files", "drafts", "answers", "facts", "rows"] as const;
export type Room = (typeof ROOMS)[number];
/** Everything of a person's. */
export const SECRET = ["operations", "files", "drafts", "answers", "rows"] as const satisfies readonly Room[];

export interface Row {
  key: string;
}

/** A row as it lies on the disk of a person with a PIN. */
export interface Sealed extends Row {
  of: string;
  body: ArrayBuffer;
  state?: string;
}

export const isSealed = (row: Row): row is Sealed => "body" in row && "of" in row;

/** What closes and opens one person's rows. */
export interface Seal {
  of: string;
  /** A row's key on the disk: what somebody typed is in some of them. */
  nameOf(room: Room, key: string): Promise<string>;
  close(room: Room, row: Row): Promise<Sealed>;
  open(room: Room, row: Sealed): Promise<Row>;
}

/** How rows are kept: sealed, as they are, or not at all, where one must seal and cannot. */
export type Keeping = Seal | "plain" | "nothing";

interface Gate {
  keeping: Promise<Keeping>;
  open(keeping: Keeping): void;
  fail(cause: Error): void;
}

function newGate(): Gate {
  let open!: Gate["open"];
  let fail!: Gate["fail"];
  const keeping = new Promise<Keeping>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  keeping.catch(() => undefined);
  return { keeping, open, fail };
}

let gate = newGate();

/** From now on rows are read and written so; whoever has been waiting goes on. */
export const openStore = (keeping: Keeping): void => gate.open(keeping);

/** Reading and writing wait for the next opening; with `lost`, what has been waiting so far is given up. */
export function shutStore(lost: boolean): void {
  if (lost) gate.fail(new Error("the store is nobody's"));
  gate = newGate();
}

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      // What an older version of the app has left here stays: it may be somebody's day.
      const there = asked.result.objectStoreNames;
      for (const room of ROOMS) {
        if (!there.contains(room)) asked.result.createObjectStore(room, { keyPath: "key" });
      }
    };
    asked.onsuccess = () => {
      // Another page brings a newer store: let it, and open anew when next asked.
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      asked.result.onclose = () => (opened = null);
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error ?? new Error("no store"));
    asked.onblocked = () => reject(new Error("the store is held by an older page"));
  }).catch((cause: unknown) => {
    opened = null;
    throw cause;
  });
  return opened;
}

/** One transaction over some rooms; resolves when what it wrote is on disk. */
async function inside<T>(
  rooms: readonly Room[],
  mode: IDBTransactionMode,
  work: (of: (room: Room) => IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const base = await open();
  return new Promise((resolve, reject) => {
    const turn = base.transaction(rooms, mode, { durability: mode === "readonly" ? "relaxed" : "strict" });
    const asked = work((room) => turn.objectStore(room));
    turn.oncomplete = () => resolve(asked?.result);
    turn.onerror = () => reject(turn.error ?? new Error("not written"));
    turn.onabort = () => reject(turn.error ?? new Error("not written"));
  });
}

/** What lies in a room, as it lies there. */
export const readRaw = async (room: Room): Promise<Row[]> =>
  (await inside<Row[]>([room], "readonly", (of) => of(room).getAll() as IDBRequest<Row[]>)) ?? [];

/** Everything in a room that is the holder's; what is sealed for somebody else is not there for him. */
export async function readAll<T extends Row>(room: (typeof SECRET)[number]): Promise<T[]> {
  const keeping = await gate.keeping;
  const rows = await readRaw(room);
  const found = rows.map(async (row) => {
    if (!isSealed(row)) return row;
    return typeof keeping === "object" && row.of === keeping.of ? keeping.open(room, row) : null;
  });
  // One that cannot be opened must not take the others with it.
  const read = await Promise.allSettled(found);
  return read.flatMap((each) => (each.status === "fulfilled" && each.value ? [each.value as T] : []));
}

export const readFact = async <T extends Row>(key: string): Promise<T | undefined> =>
  inside<T | undefined>(["facts"], "readonly", (of) => of("facts").get(key) as IDBRequest<T | undefined>);

export interface Writing {
  put?: Partial<Record<Room, readonly Row[]>>;
  drop?: Partial<Record<Room, readonly string[]>>;
  empty?: readonly Room[];
  /** Every row of a room whose key begins so. */
  sweep?: Partial<Record<Room, string>>;
}

/** The same as it is to lie on the disk. */
async function closed(wanted: Writing): Promise<Writing> {
  const put = { ...wanted.put };
  const drop = { ...wanted.drop };
  if (!SECRET.some((room) => put[room]?.length || drop[room]?.length)) return wanted;
  const keeping = await gate.keeping;
  if (keeping === "plain") return wanted;
  if (keeping === "nothing") {
    if (SECRET.some((room) => put[room]?.length)) throw new Error("nothing may be kept here");
    return wanted;
  }
  for (const room of SECRET) {
    put[room] = await Promise.all((put[room] ?? []).map((row) => keeping.close(room, row)));
    drop[room] = await Promise.all((drop[room] ?? []).map((key) => keeping.nameOf(room, key)));
  }
  return { ...wanted, put, drop };
}

let line: Promise<unknown> = Promise.resolve();

/** Something every later write waits for: the store is being made somebody's own. */
export function comesFirst(work: Promise<void>): void {
  line = Promise.allSettled([line, work]);
}

/** After everything asked so far. */
export function inLine(work: () => Promise<void>): Promise<void> {
  const turn = line.then(work);
  line = turn.catch(() => undefined);
  return turn;
}

/** All of it or nothing of it, after what comes first, in the order asked. */
export const write = (wanted: Writing): Promise<void> => inLine(async () => writeNow(await closed(wanted)));

/** At once, and as it is. */
export async function writeNow({ put = {}, drop = {}, empty = [], sweep = {} }: Writing): Promise<void> {
  await inside(ROOMS, "readwrite", (of) => {
    for (const room of empty) of(room).clear();
    for (const room of ROOMS) {
      const begins = sweep[room];
      if (begins) of(room).delete(IDBKeyRange.bound(begins, `${begins}\uffff`));
      for (const key of drop[room] ?? []) of(room).delete(key);
      for (const row of put[room] ?? []) of(room).put(row);
    }
    return undefined;
  });
}
