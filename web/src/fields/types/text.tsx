import type { FieldKind } from "../kind";
import { lineInput } from "../line-input";

export const kind: FieldKind = {
  types: ["text"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit: lineInput(),
  width: 150,
};
