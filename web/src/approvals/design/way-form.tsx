import { useId } from "react";
import type { ObjectShape } from "@/app/shapes";
import { TwoNames } from "@/designing/parts";
import { FormulaEditor } from "@/formula";
import { Button, Labelled } from "@/ui";
import { placeOf, type Path } from "./model";
import type { Way } from "./shapes";
import { useFlowWords } from "./words";

interface WayFormProps {
  way: Way;
  path: Path;
  shape: ObjectShape;
  faults: Record<string, string>;
  onChange: (change: Partial<Way>) => void;
}

/** One way out of a fork: what it is called and when it is taken. */
export function WayForm({ way, path, shape, faults, onChange }: WayFormProps) {
  const words = useFlowWords();
  const id = useId();
  const place = placeOf(path);
  return (
    <div className="form-1">
      <TwoNames
        zh={words.labelZh}
        en={words.labelEn}
        value={way.label}
        fault={faults[`${place}.label`]}
        onChange={(label) => onChange({ label })}
      />
      {way.when === null ? (
        <p className="mut">{words.restText}</p>
      ) : (
        <Labelled
          id={id}
          label={words.wayWhen}
          note={words.wayWhenNote}
          fault={faults[`${place}.when`] ?? faults[place]}
        >
          <FormulaEditor
            id={id}
            object={shape.name}
            value={way.when}
            onChange={(when) => onChange({ when })}
          />
        </Labelled>
      )}
      {way.when === null && faults[`${place}.when`] ? (
        <p className="sm risk">{faults[`${place}.when`]}</p>
      ) : null}
      <Button small onClick={() => onChange({ when: way.when === null ? "" : null })}>
        {way.when === null ? words.makeCondition : words.makeRest}
      </Button>
    </div>
  );
}
