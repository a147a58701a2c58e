import { moneyTyped } from "@/fields/typed";
import { Input } from "@/ui/input";
import { useWho } from "../../data";
import type { PocketEditProps, PocketKind } from "../kind";

function Edit({ id, value, invalid, onChange }: PocketEditProps) {
  const { currency: own } = useWho();
  const { amount, currency, typed } = moneyTyped(value, own);
  return (
    <Input
      id={id}
      inputMode="decimal"
      value={amount}
      invalid={invalid}
      unit={<span className="dim">{currency}</span>}
      onText={(text) => onChange(typed(text))}
    />
  );
}

export const kind: PocketKind = { types: ["money"], Edit };
