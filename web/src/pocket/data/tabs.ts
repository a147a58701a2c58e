import { Refusal, type RefusalBody } from "@/app/api";
import type { Operation } from "./operation";

/** What one page on this phone tells the others: how one operation stands now, or that it is gone. */
export interface Said {
  person: string;
  key: string;
  operation: Operation | null;
}

export interface Tabs {
  tell(said: Said): void;
  hear(listen: (said: Said) => void): void;
}

interface Flat extends Omit<Said, "operation"> {
  operation: Omit<Operation, "refusal"> | null;
  refusal: { status: number; body: RefusalBody } | null;
}

/** A refusal loses its words between pages: they go apart. */
function flat({ person, key, operation }: Said): Flat {
  if (!operation) return { person, key, operation, refusal: null };
  const { refusal: said, ...rest } = operation;
  if (!said) return { person, key, operation: rest, refusal: null };
  const { status, code, kind, message, fields, facts, remedy } = said;
  const body = { code, kind, message, fields, facts, remedy };
  return { person, key, operation: rest, refusal: { status, body } };
}

function whole({ person, key, operation, refusal }: Flat): Said {
  if (!operation) return { person, key, operation };
  return {
    person,
    key,
    operation: { ...operation, refusal: refusal ? new Refusal(refusal.status, refusal.body) : null },
  };
}

/** The other pages of this browser; nobody where it has no way to reach them. */
export function otherTabs(name: string): Tabs {
  if (typeof BroadcastChannel === "undefined") return { tell: () => undefined, hear: () => undefined };
  const channel = new BroadcastChannel(name);
  return {
    tell: (said) => channel.postMessage(flat(said)),
    hear: (listen) => {
      channel.onmessage = ({ data }: MessageEvent<Flat>) => listen(whole(data));
    },
  };
}
