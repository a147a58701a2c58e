import type { FieldKind, ShowProps } from "../kind";
import { lineInput } from "../line-input";

function Show({ value }: ShowProps) {
  const text = String(value);
  return <a href={`tel:${text}`}>{text}</a>;
}

export const kind: FieldKind = {
  types: ["phone"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit: lineInput("tel"),
  Show,
  width: 150,
};
