import { Input } from "@/ui/input";
import type { PocketEditProps } from "./kind";

/** One line of text with the keyboard that fits; blank is no value. */
export function lineInput(inputMode?: "email" | "tel" | "url") {
  return function LineInput({ id, value, invalid, onChange }: PocketEditProps) {
    return (
      <Input
        id={id}
        inputMode={inputMode}
        value={typeof value === "string" ? value : ""}
        invalid={invalid}
        aria-describedby={`${id}-fault`}
        onText={(text) => onChange(text === "" ? null : text)}
      />
    );
  };
}
