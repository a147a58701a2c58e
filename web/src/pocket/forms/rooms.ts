/** Pages of their own for the objects everybody works with; the rest share one. */
const ROOMS: Record<string, string> = { customer: "customers", deal: "deals", approval: "approvals" };

/** Where the records of an object are read. */
export const roomOf = (object: string): string => `/${ROOMS[object] ?? `o/${object}`}`;
