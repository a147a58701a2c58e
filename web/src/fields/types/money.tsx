import { useLanguage } from "@/app/language";
import { useMe } from "@/app/queries";
import { asText, glance, isMoney } from "@/app/values";
import { useWords } from "@/app/language";
import { Input } from "@/ui";
import { COMPARE, type EditProps, type FieldKind, type ShowProps } from "../kind";
import { plainNumber } from "./number";

/** Typed as a bare amount it is in workspace currency; a foreign currency is kept as it was. */
function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  const own = useMe().data?.currency ?? "CNY";
  const currency = isMoney(value) ? value.currency : own;
  const amount = isMoney(value) ? value.amount : value === null || value === undefined ? "" : String(value);
  const change = (typed: string) => {
    const text = plainNumber(typed);
    onChange(text === "" ? null : { amount: text, currency });
  };
  return (
    <Input
      id={id}
      inputMode="decimal"
      value={amount}
      autoFocus={autoFocus}
      invalid={invalid}
      unit={currency}
      onText={change}
    />
  );
}

function Show({ field, value, dense }: ShowProps) {
  const language = useLanguage();
  const words = useWords();
  const own = useMe().data?.currency ?? "CNY";
  const full = asText(field, value, language, words);
  if (!dense) return <span className="n">{full}</span>;
  const shown = glance(value, own, language);
  return (
    <span className="n" title={full}>
      {shown.n}
      {shown.unit ? <span className="u">{shown.unit}</span> : null}
    </span>
  );
}

export const kind: FieldKind = { types: ["money"], operators: COMPARE, Edit, Show, figure: true, width: 120 };
