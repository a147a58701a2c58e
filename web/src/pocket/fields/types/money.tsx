import { isMoney } from "@/app/values";
import { Input } from "@/ui/input";
import { useWho } from "../../data";
import type { PocketEditProps, PocketKind } from "../kind";
import { plainNumber } from "./number";

/** A foreign currency stays what it was; what is typed anew is the company's own. */
function Edit({ id, value, invalid, onChange }: PocketEditProps) {
  const { currency: own } = useWho();
  const currency = isMoney(value) ? value.currency : own;
  const amount = isMoney(value) ? value.amount : typeof value === "string" ? value : "";
  const put = (typed: string) => {
    const text = plainNumber(typed);
    onChange(text === "" ? null : { amount: text, currency });
  };
  return (
    <Input
      id={id}
      inputMode="decimal"
      value={amount}
      invalid={invalid}
      unit={<span className="dim">{currency}</span>}
      onText={put}
    />
  );
}

export const kind: PocketKind = { types: ["money"], Edit };
