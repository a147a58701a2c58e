/** Pages of their own for the objects everybody works with; the rest share one. */
const OBJECTS: Record<string, string> = { customers: "customer", deals: "deal" };
const ROOMS = new Map(Object.entries(OBJECTS).map(([room, object]) => [object, room]));

export const objectIn = (params: { room?: string; object?: string }): string =>
  params.object ?? OBJECTS[params.room ?? ""] ?? "";

/** Where the records of an object are read. */
export const roomOf = (object: string): string => `/${ROOMS.get(object) ?? `o/${object}`}`;
