/** The cases Python and TypeScript share; for tests only. */

import { readFileSync } from "node:fs";

/** One file below `cases/`. */
export function readCases<Shape>(path: string): Shape {
  const url = new URL(`../../../cases/${path}`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Shape;
}
