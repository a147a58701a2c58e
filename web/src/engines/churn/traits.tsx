import { number } from "@/app/format";
import { useLanguage, useLabel } from "@/app/language";
import { useObject } from "@/app/queries";
import { choiceLabel } from "@/app/values";
import { Chip, Section, Table, type Column } from "@/ui";
import type { Trait } from "./queries";
import { useChurnWords } from "./words";

const TONES = { clear: "plum", unclear: "line", few: "plain" } as const;
const LEAST = 0.001;

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

/** The table of traits, the clearest first, each with its counts and how sure it is. */
export function Traits({ name, traits }: { name: string; traits: Trait[] }) {
  const words = useChurnWords();
  const named = useTraitName();
  const share = (part: number, whole: number) =>
    words.of(number(part), number(whole), whole ? `${number(Math.round((100 * part) / whole))}%` : "—");
  const sure = ({ verdict, chance }: Trait) => {
    if (verdict === "few" || chance === null) return words.few;
    const said = chance < LEAST ? words.below : `${number(chance * 100, { maximumFractionDigits: 1 })}%`;
    return verdict === "clear" ? words.clear(said) : words.unclear(said);
  };
  const columns: Column<Trait>[] = [
    { key: "trait", head: words.trait, cell: (each) => named(each.trait) },
    { key: "gone", head: words.gone, figure: true, cell: (each) => share(each.gone, each.of_gone) },
    { key: "kept", head: words.kept, figure: true, cell: (each) => share(each.kept, each.of_kept) },
    {
      key: "lift",
      head: words.lift,
      figure: true,
      cell: (each) => (each.lift === null ? words.infinite : `×${number(each.lift)}`),
    },
    { key: "sure", head: words.sure, cell: (each) => <Chip tone={TONES[each.verdict]}>{sure(each)}</Chip> },
  ];
  return (
    <Section title={words.traits(name)} note={words.traitsNote}>
      {traits.length > 0 ? (
        <Table label={words.traits(name)} columns={columns} rows={traits} keyOf={(each) => each.trait} />
      ) : (
        <p className="mut">{words.noTraits}</p>
      )}
    </Section>
  );
}
