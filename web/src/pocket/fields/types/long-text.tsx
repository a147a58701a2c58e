import { TextArea } from "@/ui/input";
import type { PocketEditProps, PocketKind } from "../kind";

function Edit({ id, value, invalid, onChange }: PocketEditProps) {
  return (
    <TextArea
      id={id}
      value={typeof value === "string" ? value : ""}
      invalid={invalid}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}

export const kind: PocketKind = { types: ["long_text"], Edit };
