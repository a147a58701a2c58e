import type { PocketKind } from "../kind";
import { lineInput } from "../line-input";

export const kind: PocketKind = { types: ["text"], Edit: lineInput() };
