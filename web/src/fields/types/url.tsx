import type { FieldKind, ShowProps } from "../kind";
import { lineInput } from "../line-input";

function Show({ value }: ShowProps) {
  const text = String(value);
  return (
    <a href={text} target="_blank" rel="noopener noreferrer">
      {text.replace(/^https?:\/\//, "")}
    </a>
  );
}

export const kind: FieldKind = {
  types: ["url"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit: lineInput("url"),
  Show,
  width: 150,
};
