import { useLanguage } from "@/app/language";
import { useMe } from "@/app/queries";
import { asText, glance } from "@/app/values";
import { useWords } from "@/app/language";
import { Input } from "@/ui";
import { COMPARE, type EditProps, type FieldKind, type ShowProps } from "../kind";
import { moneyTyped } from "../typed";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  const own = useMe().data?.currency ?? "CNY";
  const { amount, currency, typed } = moneyTyped(value, own);
  return (
    <Input
      id={id}
      inputMode="decimal"
      value={amount}
      autoFocus={autoFocus}
      invalid={invalid}
      unit={currency}
      onText={(text) => onChange(typed(text))}
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
