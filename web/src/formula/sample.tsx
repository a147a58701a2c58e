import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { useFormulaWords } from "./words";

/** The record something is tried with, as the server names it. */
export interface Sample {
  id: string;
  label: string | null;
}

interface PickSampleProps {
  object: string;
  record: Sample;
  onPick: (record: Reference | null) => void;
}

/** Any record the designer may see, found by typing; blank is the newest one. */
export function PickSample({ object, record, onPick }: PickSampleProps) {
  const words = useFormulaWords();
  return (
    <span className="fx-of">
      <span className="dim">{words.sample}</span>
      <PickRecord
        object={object}
        label={words.sample}
        value={{ id: record.id, label: record.label ?? record.id }}
        onChange={onPick}
      />
    </span>
  );
}
