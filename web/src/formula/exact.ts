/** Exact decimals as whole numbers of 10⁻¹⁰, counted as the server counts them. */

export const SCALE = 10n ** 10n;

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/** Plain digits of at most ten places. */
export function scaled(said: string): bigint {
  const negative = said.startsWith("-");
  const [whole = "0", places = ""] = said.replace(/^[+-]/, "").split(".");
  const units = BigInt(whole || "0") * SCALE + BigInt(places.padEnd(10, "0").slice(0, 10));
  return negative ? -units : units;
}

/** Plain digits without trailing zeros. */
export function spell(units: bigint): string {
  const whole = size(units) / SCALE;
  const places = (size(units) % SCALE).toString().padStart(10, "0").replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${places ? `.${places}` : ""}`;
}

/** `number / by` to the nearest whole, halves away from zero. */
export function halfAway(number: bigint, by: bigint): bigint {
  const whole = (2n * size(number) + size(by)) / (2n * size(by));
  return number < 0n === by < 0n ? whole : -whole;
}

export function rounded(units: bigint, places: number): bigint {
  if (places >= 10) return units;
  const step = 10n ** BigInt(10 - places);
  return halfAway(units, step) * step;
}

/** The whole part. */
export const truncated = (units: bigint): bigint => units / SCALE;

/** The whole part, between bounds. */
export function bounded(units: bigint, least: number, most: number): number {
  const whole = truncated(units);
  if (whole < BigInt(least)) return least;
  return whole > BigInt(most) ? most : Number(whole);
}
