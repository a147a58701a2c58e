/**
 * The phone's own store. Whatever is written here is on disk when the promise resolves: the page or the
 * phone may die after it. A browser that refuses storage rejects, and the caller says so on the screen.
 */

const NAME = "prooftrail.pocket";
const VERSION = 2;

export const ROOMS = ["operations", "files", "drafts", "answers", "facts", "rows"] as const;
export type Room = (typeof ROOMS)[number];

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

export interface Row {
  key: string;
}

/** Everything in a room. */
export const readAll = async <T extends Row>(room: Room): Promise<T[]> =>
  (await inside<T[]>([room], "readonly", (of) => of(room).getAll() as IDBRequest<T[]>)) ?? [];

export const readOne = async <T extends Row>(room: Room, key: string): Promise<T | undefined> =>
  inside<T | undefined>([room], "readonly", (of) => of(room).get(key) as IDBRequest<T | undefined>);

export interface Writing {
  put?: Partial<Record<Room, readonly Row[]>>;
  drop?: Partial<Record<Room, readonly string[]>>;
  empty?: readonly Room[];
  /** Every row of a room whose key begins so. */
  sweep?: Partial<Record<Room, string>>;
}

let first: Promise<unknown> = Promise.resolve();

/** Something every later write waits for: the store is being made somebody's own. */
export function comesFirst(work: Promise<void>): void {
  first = work.catch(() => undefined);
}

/** All of it or nothing of it, after what comes first. */
export async function write(wanted: Writing): Promise<void> {
  await first;
  await writeNow(wanted);
}

/** The same at once. */
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
