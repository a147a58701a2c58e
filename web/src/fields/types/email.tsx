import type { FieldKind, ShowProps } from "../kind";
import { lineInput } from "../line-input";

function Show({ value }: ShowProps) {
  const text = String(value);
  return <a href={`mailto:${text}`}>{text}</a>;
}

export const kind: FieldKind = {
  types: ["email"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit: lineInput("email"),
  Show,
  width: 150,
};
