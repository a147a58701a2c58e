import { newId } from "./ids";
import { language } from "./language";

/** What the server answers when it will not: a value, worded in the caller's language. */
export interface RefusalBody {
  code: string;
  kind: string;
  message: string;
  fields?: Record<string, string>;
  facts?: Record<string, unknown>;
  remedy?: string;
}

/** Every failed call ends here. `status` 0 means the server was not reached at all. */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: string;
  readonly fields: Record<string, string>;
  readonly facts: Record<string, unknown>;
  readonly remedy: string;

  constructor(
    readonly status: number,
    body: RefusalBody,
  ) {
    super(body.message);
    this.code = body.code;
    this.kind = body.kind;
    this.fields = body.fields ?? {};
    this.facts = body.facts ?? {};
    this.remedy = body.remedy ?? "";
  }

  get unreachable(): boolean {
    return this.status === 0 || this.status === 503;
  }
}

export interface Call {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  /** Give the same key to repeat a write safely; without one each call is a new write. */
  key?: string;
  /** It goes out though the page is left at once; a browser allows this for little at a time. */
  outlives?: boolean;
  signal?: AbortSignal;
  /** False: only the server's own word will do. */
  kept?: boolean;
}

type Here = (path: string, call: Call) => Promise<unknown>;
let answerHere: Here = () => Promise.resolve(undefined);

/** Where answers lie while the server cannot be reached; undefined is none. */
export function whenUnreachable(answer: Here): void {
  answerHere = answer;
}

type SignedOut = (refusal: Refusal) => void;
let onSignedOut: SignedOut = () => undefined;

/** Told once per 401, except from the sign-in call itself. */
export function whenSignedOut(tell: SignedOut): void {
  onSignedOut = tell;
}

type Refused = (refusal: Refusal) => void;
const listening = new Set<Refused>();

/** Told of every refusal, so that what it offers can be offered wherever it was met; returns how to stop. */
export function whenRefused(tell: Refused): () => void {
  listening.add(tell);
  return () => void listening.delete(tell);
}

/** Tells of one that came inside an answer. */
export function tellRefused(refusal: Refusal): Refusal {
  for (const tell of listening) tell(refusal);
  return refusal;
}

export const newKey = newId;

export function address(path: string, query: Call["query"] = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  if (given.length === 0) return `/api/v1${path}`;
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `/api/v1${path}?${search}`;
}

function isRefusal(value: unknown): value is { error: RefusalBody } {
  if (typeof value !== "object" || value === null || !("error" in value)) return false;
  const { error } = value;
  return typeof error === "object" && error !== null && "code" in error;
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const fallback = (status: number): RefusalBody => ({ code: `http_${status}`, kind: "unknown", message: "" });

function init(call: Call): RequestInit {
  const method = call.method ?? "GET";
  const headers: Record<string, string> = { "Accept-Language": language(), Accept: "application/json" };
  if (method !== "GET") headers["Idempotency-Key"] = call.key ?? newKey();
  const form = call.body instanceof FormData;
  if (call.body !== undefined && !form) headers["Content-Type"] = "application/json";
  const body = call.body === undefined ? null : form ? (call.body as FormData) : JSON.stringify(call.body);
  return {
    method,
    headers,
    body,
    credentials: "same-origin",
    keepalive: call.outlives ?? false,
    ...(call.signal ? { signal: call.signal } : {}),
  };
}

/** One call of the API. Rejects with `Refusal` and nothing else but an abort. */
export async function api<T>(path: string, call: Call = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path, call.query), init(call));
  } catch (cause) {
    if (call.signal?.aborted) throw cause;
    const here = call.kept === false ? undefined : await answerHere(path, call);
    if (here !== undefined) return here as T;
    throw new Refusal(0, { code: "unreachable", kind: "unreachable", message: "" });
  }
  const body = await read(response);
  if (response.ok) return body as T;
  const refusal = new Refusal(response.status, isRefusal(body) ? body.error : fallback(response.status));
  if (response.status === 401 && path !== "/session") onSignedOut(refusal);
  throw tellRefused(refusal);
}
