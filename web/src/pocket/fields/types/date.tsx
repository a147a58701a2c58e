import { Input } from "@/ui/input";
import type { PocketEditProps, PocketKind } from "../kind";

function Edit({ id, value, invalid, onChange }: PocketEditProps) {
  return (
    <Input
      id={id}
      type="date"
      value={typeof value === "string" ? value : ""}
      invalid={invalid}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}

export const kind: PocketKind = { types: ["date"], Edit };
