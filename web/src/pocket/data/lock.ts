import type { Me } from "@/app/shapes";
import type { Row } from "./idb";

/** What the workspace asks of a phone, as the server tells it with who somebody is. */
export type Policy = NonNullable<Me["phone"]>;

/** What lies on the disk of a person's PIN: what it opens, and how often it was got wrong. */
export interface Lock extends Row {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  digits: number;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
  wrong: number;
  tries: number;
  idle_minutes: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether nobody has touched the phone for so long; a clock that went back says nothing good. */
export const isIdle = (touched: number, now: number, minutes: number): boolean =>
  now - touched >= minutes * MINUTE_MS || now < touched - MINUTE_MS;

/** Whether the phone has not met the server for so many days. */
export const isForsaken = (met: number, now: number, days: number): boolean => now - met >= days * DAY_MS;

/** How many more wrong PINs there may be. */
export const triesLeft = ({ wrong, tries }: Pick<Lock, "wrong" | "tries">): number =>
  Math.max(0, tries - wrong);

/** Whether it is so many digits, and not one digit over and over or a run: the first that anybody tries. */
export function isGoodPin(pin: string, digits: number): boolean {
  if (!/^\d+$/.test(pin) || pin.length !== digits) return false;
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  return !(steps.size === 1 && [0, 1, -1].includes([...steps][0] ?? 0));
}
