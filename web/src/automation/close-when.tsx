import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Seg } from "@/designing/parts";
import { FormulaEditor } from "@/formula";
import { targetOf } from "@/fields/pick-record";
import { PickOne } from "@/ui/antd";
import { useRuleWords } from "./words";

interface CloseWhenProps {
  shape: ObjectShape;
  objects: ObjectShape[];
  /** A formula, or `{"arrives": OBJECT}`: a new record that refers to this one. */
  value: unknown;
  onPut: (value: unknown) => void;
}

type How = "never" | "arrives" | "formula";

/** What closes it without anybody: nothing, a new record about the same thing, or a formula. */
export function CloseWhen({ shape, objects, value, onPut }: CloseWhenProps) {
  const words = useRuleWords();
  const label = useLabel();
  const arrives =
    typeof value === "object" && value !== null ? (value as { arrives?: string }).arrives : undefined;
  const how: How = arrives !== undefined ? "arrives" : typeof value === "string" ? "formula" : "never";
  const followers = objects.filter((each) => each.fields.some((field) => targetOf(field) === shape.name));
  const pick = (next: How) =>
    onPut(next === "never" ? undefined : next === "formula" ? " " : { arrives: followers[0]?.name ?? "" });
  return (
    <>
      <p>
        <Seg
          label={words.inputs.close_when ?? ""}
          value={how}
          options={(["never", "arrives", "formula"] as const).map((each) => ({
            value: each,
            label: words.closes[each],
          }))}
          onPick={pick}
        />
      </p>
      {how === "arrives" ? (
        <PickOne
          label={words.closes.arrives}
          width={220}
          value={arrives ?? null}
          options={followers.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(object) => onPut({ arrives: object ?? "" })}
        />
      ) : null}
      {how === "formula" ? (
        <FormulaEditor
          object={shape.name}
          value={String(value).trimStart()}
          onChange={(text) => onPut(text || " ")}
        />
      ) : null}
    </>
  );
}
