import { money } from "@/app/format";
import { useLabel, useLanguage, useWords } from "@/app/language";
import { useMe, useObject, useRecord } from "@/app/queries";
import type { Field, ObjectShape, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { targetOf } from "@/fields/pick-record";
import { Chip } from "@/ui";
import { isSimple, type Condition } from "./ask";

const LINKED = new Set(["reference", "person", "department", "about", "links"]);

interface FilterChipProps {
  shape: ObjectShape;
  condition: Condition;
  /** Without it the condition is only read. */
  onRemove?: () => void;
}

/** The name of an operator, in the words that fit the field. */
export function useOperatorName(): (field: Field | undefined, op: string) => string {
  const { filter } = useDeskWords();
  return (field, op) => {
    const kind = field?.result ?? field?.type;
    const dated = kind === "date" || kind === "time";
    if (dated && op in filter.dateOps) return filter.dateOps[op as keyof typeof filter.dateOps];
    return op in filter.ops ? filter.ops[op as keyof typeof filter.ops] : op;
  };
}

/** The field a condition names; dotted once through a reference (`customer.grade`). */
export function useConditionField(
  shape: ObjectShape,
  name: string,
): { field: Field | undefined; label: string } {
  const label = useLabel();
  const [first = "", second] = name.split(".");
  const own = shape.fields.find((field) => field.name === first);
  const other = useObject(second && own ? targetOf(own) : "").data;
  if (!second) return { field: own, label: label(own?.label, first) };
  const field = other?.fields.find((each) => each.name === second);
  return { field, label: `${label(own?.label, first)} · ${label(field?.label, second)}` };
}

function useOperand(field: Field | undefined, value: unknown): string {
  const words = useWords();
  const language = useLanguage();
  const linked = field && LINKED.has(field.type) && typeof value === "string" ? targetOf(field) : "";
  const target = useObject(linked).data;
  const record = useRecord(linked, typeof value === "string" ? value : "", Boolean(linked && target)).data;
  if (linked) return record && target ? String(record[target.title] ?? "") : "…";
  const { currency } = useMe().data ?? { currency: "CNY" };
  const isAmount = (field?.result ?? field?.type) === "money";
  const show = (each: unknown) => {
    if (isAmount && typeof each === "string" && each) return money(each, currency, language);
    return field ? asText(field, each as Value, language, words) : String(each);
  };
  const and = language === "zh" ? "、" : ", ";
  if (!Array.isArray(value)) return show(value);
  if (value.length > 3) return `${value.slice(0, 2).map(show).join(and)}… (${value.length})`;
  return value.map(show).join(and);
}

export function FilterChip({ shape, condition, onRemove }: FilterChipProps) {
  const words = useDeskWords();
  const operator = useOperatorName();
  const simple = isSimple(condition) ? condition : null;
  const { field, label } = useConditionField(shape, simple?.[0] ?? "");
  const operand = useOperand(field, simple?.[2]);
  const between = simple?.[1] === "between" && Array.isArray(simple[2]);
  const blank = simple?.[1] === "empty";
  const text = !simple
    ? words.filter.custom
    : blank
      ? `${label} ${simple[2] === false ? words.filter.ops.filled : words.filter.ops.empty}`
      : between
        ? `${label} ${operand.replace(/、|, /, " – ")}`
        : `${label} ${operator(field, simple[1])} ${operand}`;
  if (!onRemove) return <>{text}</>;
  return (
    <Chip tone="indigo" onRemove={onRemove} removeLabel={words.filter.remove(text)}>
      {text}
    </Chip>
  );
}
