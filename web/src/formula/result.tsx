import { useLabel, useLanguage } from "@/app/language";
import type { Field, Reference, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import type { Checked } from "./api";
import { PickSample } from "./sample";
import { useFormulaWords } from "./words";

interface ResultProps {
  checked: Checked;
  current: boolean;
  object: string;
  onPick: (record: Reference | null) => void;
}

/** What the formula gives for one record, or what is wrong with it and what would mend it. */
export function Result({ checked, current, object, onPick }: ResultProps) {
  const words = useFormulaWords();
  const lang = useLanguage();
  const label = useLabel();
  if (checked.faults.length > 0)
    return (
      <ul className="fx-faults" role="status">
        {checked.faults.map((fault) => (
          <li key={`${fault.code}${fault.start}`}>
            <b>{fault.message}</b>
            <span className="dim">{fault.remedy}</span>
          </li>
        ))}
      </ul>
    );
  const field = { type: checked.type ?? "text", options: null } as Field;
  const value = asText(field, checked.value as Value, lang, words);
  return (
    <div className={current ? "fx-result" : "fx-result old"} role="status">
      <span className="dim">{words.ok(label(checked.label))}</span>
      {checked.record ? (
        <>
          <span className="fx-value n">{value}</span>
          <PickSample object={object} record={checked.record} onPick={onPick} />
        </>
      ) : (
        <span className="dim">{words.noRecord}</span>
      )}
    </div>
  );
}
