import { useState } from "react";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useLanguage } from "@/app/language";
import type { Field, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import { useTried } from "./api";
import { PickSample } from "./sample";
import { useFormulaWords } from "./words";
import "./editor.css";

interface TriedProps {
  object: string;
  type: "lookup" | "rollup";
  /** As they are sent for a new field; null as long as something is missing. */
  options: Record<string, unknown> | null;
}

/** What a look-up or roll-up would be for one record, or why it cannot be. */
export function Tried({ object, type, options }: TriedProps) {
  const words = useFormulaWords();
  const lang = useLanguage();
  const [sample, setSample] = useState<string | undefined>();
  const { data, error, isPlaceholderData } = useTried({ object, type, options, record: sample });
  if (!options) return null;
  if (error)
    return (
      <ul className="fx-faults" role="status">
        {reasons(error, words.unreachable).map((each) => (
          <li key={each}>
            <b>{each}</b>
          </li>
        ))}
      </ul>
    );
  if (!data) return <p className="sm dim">{words.trying}</p>;
  if (!data.record) return <p className="sm dim">{words.noRecord}</p>;
  const field = { type: data.type, options: null } as Field;
  return (
    <div className={isPlaceholderData ? "fx-result old" : "fx-result"} role="status">
      <span className="dim">{words.result}</span>
      <span className="fx-value n">{asText(field, data.value as Value, lang, words)}</span>
      {data.counted === null ? null : <span className="dim">{words.counted(number(data.counted))}</span>}
      <PickSample object={object} record={data.record} onPick={(record) => setSample(record?.id)} />
    </div>
  );
}

function reasons(error: unknown, unreachable: string): string[] {
  if (!(error instanceof Refusal) || error.unreachable) return [unreachable];
  const fields = Object.values(error.fields);
  return fields.length > 0 ? fields : [error.message];
}
