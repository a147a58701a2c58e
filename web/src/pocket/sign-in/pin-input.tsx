import { useId } from "react";
import { Input, Labelled } from "@/ui/input";

interface PinInputProps {
  label: string;
  value: string;
  digits: number;
  fault?: string | undefined;
  note?: string | undefined;
  focus?: boolean;
  onPin: (pin: string) => void;
}

/** Digits that nobody reads over a shoulder, from the phone's own number keys. */
export function PinInput({ label, value, digits, fault, note, focus = false, onPin }: PinInputProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} fault={fault} note={note}>
      <Input
        id={id}
        type="password"
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
        maxLength={digits}
        autoFocus={focus}
        className="pin"
        value={value}
        invalid={fault !== undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onText={(text) => onPin(text.replace(/\D/g, "").slice(0, digits))}
      />
    </Labelled>
  );
}
