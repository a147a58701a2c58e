import { instantOf, wallTime } from "@/app/format";
import { Input } from "@/ui/input";
import type { PocketEditProps, PocketKind } from "../kind";

/** Typed in the company's time, wherever the phone thinks it is. */
function Edit({ id, value, invalid, onChange }: PocketEditProps) {
  return (
    <Input
      id={id}
      type="datetime-local"
      value={typeof value === "string" ? wallTime(value).slice(0, 16) : ""}
      invalid={invalid}
      onText={(text) => onChange(text === "" ? null : instantOf(text))}
    />
  );
}

export const kind: PocketKind = { types: ["time"], Edit };
