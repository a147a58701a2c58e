import { Input } from "@/ui";
import type { EditProps } from "./kind";

/** The input of one line of text, with the keyboard a phone shows for it; blank is no value. */
export function lineInput(inputMode?: "email" | "tel" | "url") {
  return function LineInput({ id, value, onChange, autoFocus, invalid }: EditProps) {
    return (
      <Input
        id={id}
        inputMode={inputMode}
        value={typeof value === "string" ? value : ""}
        autoFocus={autoFocus}
        invalid={invalid}
        aria-describedby={`${id}-fault`}
        onText={(text) => onChange(text === "" ? null : text)}
      />
    );
  };
}
