import { useLabel, useLanguage } from "@/app/language";
import { useObject } from "@/app/queries";
import { choiceLabel } from "@/app/values";
import { useChurnWords } from "./words";

/** What a trait is called: its field and choice, or a flag. */
export function useTraitName() {
  const words = useChurnWords();
  const language = useLanguage();
  const label = useLabel();
  const shape = useObject("customer").data;
  return (trait: string): string => {
    const at = trait.indexOf("=");
    if (at < 0) return words.flags[trait] ?? trait;
    const name = trait.slice(0, at);
    const field = shape?.fields.find((each) => each.name === name);
    if (!field) return trait;
    const [of, value] = [label(field.label, name), choiceLabel(field, trait.slice(at + 1), language)];
    return value.startsWith(of) ? value : `${of} ${value}`;
  };
}
