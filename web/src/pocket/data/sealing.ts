import type { Room, Row, Seal, Sealed } from "./idb";
import type { Lock, Policy } from "./lock";

/**
 * The seal of one person's rows: AES-GCM under a key that no page can read out, and that lies on the disk only
 * wrapped by what PBKDF2 makes of his PIN. Fetched when somebody has a PIN.
 */

const BYTES = 32;
const IV = 12;
/** Rooms whose keys say what somebody typed or looked at. */
const TELLING = new Set<Room>(["answers", "drafts"]);
const words = new TextEncoder();
const texts = new TextDecoder();

const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

async function wrapping(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const said = await crypto.subtle.importKey("raw", words.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, said, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

type Wrapped = Pick<Lock, "salt" | "iv" | "wrapped" | "iterations" | "digits">;

async function wrap(secret: Uint8Array<ArrayBuffer>, pin: string, iterations: number): Promise<Wrapped> {
  const salt = random(16);
  const iv = random(IV);
  const key = await wrapping(pin, salt, iterations);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, secret);
  return { salt, iv, wrapped, iterations, digits: pin.length };
}

async function unwrap(lock: Wrapped, pin: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await wrapping(pin, lock.salt, lock.iterations);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: lock.iv }, key, lock.wrapped).then(
    (found) => new Uint8Array(found),
    () => null,
  );
}

/** The seal a secret makes; the secret itself is gone from this page's hands afterwards. */
async function sealOf(of: string, secret: Uint8Array<ArrayBuffer>): Promise<Seal> {
  const aes = await crypto.subtle.importKey("raw", secret.slice(0, BYTES), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const mac = await crypto.subtle.importKey("raw", secret.slice(BYTES), hmac, false, ["sign"]);
  secret.fill(0);
  const nameOf = async (room: Room, key: string) => (TELLING.has(room) ? hidden(mac, `${room} ${key}`) : key);
  return {
    of,
    nameOf,
    async close(room, row) {
      const key = await nameOf(room, row.key);
      const iv = random(IV);
      const how = { name: "AES-GCM", iv, additionalData: words.encode(`${room} ${key}`) };
      const box = await crypto.subtle.encrypt(how, aes, await packed(row));
      const body = joined(iv, new Uint8Array(box)).buffer;
      const { state } = row as { state?: string };
      return { key, of, body, ...(room === "operations" && state ? { state } : {}) };
    },
    async open(room, { key, body }: Sealed) {
      const iv = new Uint8Array(body, 0, IV);
      const how = { name: "AES-GCM", iv, additionalData: words.encode(`${room} ${key}`) };
      return unpacked(await crypto.subtle.decrypt(how, aes, new Uint8Array(body, IV)));
    },
  };
}

async function hidden(mac: CryptoKey, text: string): Promise<string> {
  const signed = new Uint8Array(await crypto.subtle.sign("HMAC", mac, words.encode(text)));
  return Array.from(signed, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A row as bytes: its words as JSON behind their length, then what it holds of a file. */
async function packed(row: Row & { blob?: Blob }): Promise<Uint8Array<ArrayBuffer>> {
  const { blob, ...rest } = row;
  const said = words.encode(JSON.stringify(blob ? { ...rest, type: blob.type } : rest));
  const length = new Uint8Array(new Uint32Array([said.length]).buffer);
  const file = blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
  return joined(length, new Uint8Array([blob ? 1 : 0]), said, file);
}

const HEAD = 5;

function unpacked(bytes: ArrayBuffer): Row {
  const [length = 0] = new Uint32Array(bytes.slice(0, 4));
  const [holds] = new Uint8Array(bytes, 4, 1);
  const row = JSON.parse(texts.decode(new Uint8Array(bytes, HEAD, length))) as Row & { type?: string };
  if (!holds) return row;
  return { key: row.key, blob: new Blob([bytes.slice(HEAD + length)], { type: row.type ?? "" }) } as Row;
}

/** A new key for a person's rows, and the lock that keeps it under a PIN. */
export async function newLock(
  key: string,
  of: string,
  pin: string,
  { iterations, tries, idle_minutes }: Policy,
): Promise<{ lock: Lock; seal: Seal }> {
  const secret = random(2 * BYTES);
  const lock = { key, ...(await wrap(secret, pin, iterations)), wrong: 0, tries, idle_minutes };
  return { lock, seal: await sealOf(of, secret) };
}

/** The seal the PIN opens; null where it is another. */
export async function unlocked(lock: Lock, of: string, pin: string): Promise<Seal | null> {
  const secret = await unwrap(lock, pin);
  return secret && sealOf(of, secret);
}

/** The same key under another PIN; null where the one before is not the one. */
export async function relocked(
  lock: Lock,
  old: string,
  pin: string,
  iterations: number,
): Promise<Lock | null> {
  const secret = await unwrap(lock, old);
  if (!secret) return null;
  const found = { ...lock, ...(await wrap(secret, pin, iterations)), wrong: 0 };
  secret.fill(0);
  return found;
}
