import { useId } from "react";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { ProcessDraft } from "./api";
import { TwoNames } from "@/designing/parts";
import { useProcessWords } from "./words";

interface ProcessFormProps {
  process: ProcessDraft;
  shape: ObjectShape;
  faults: Record<string, string>;
  onChange: (process: ProcessDraft) => void;
}

/** What holds for the whole process: its name, and where distances are measured to. */
export function ProcessForm({ process, shape, faults, onChange }: ProcessFormProps) {
  const words = useProcessWords();
  const id = useId();
  return (
    <div className="form-1">
      <h2>{words.title}</h2>
      <TwoNames
        zh={words.labelZh}
        en={words.labelEn}
        value={process.label}
        fault={faults.label}
        onChange={(label) => onChange({ ...process, label })}
      />
      <Labelled id={id} label={words.site} fault={faults.site}>
        <PickOne
          id={id}
          label={words.site}
          value={process.site}
          options={useSites(shape)}
          placeholder={words.siteNone}
          clearable
          onChange={(site) => onChange({ ...process, site })}
        />
      </Labelled>
      {faults.nodes ? <p className="sm risk">{faults.nodes}</p> : null}
      <p className="sm dim">{words.pick}</p>
    </div>
  );
}

/** Places of the record's own, and of the records it points to. */
function useSites(shape: ObjectShape): { value: string; label: string }[] {
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const own = shape.fields.filter((field) => field.type === "place");
  const links = shape.fields.filter((field) => field.type === "reference" && field.name !== "id");
  return [
    ...own.map((field) => ({ value: field.name, label: label(field.label, field.name) })),
    ...links.flatMap((link) => {
      const far = objects.find((each) => each.name === link.options?.object)?.fields ?? [];
      return far
        .filter((field) => field.type === "place")
        .map((field) => ({
          value: `${link.name}.${field.name}`,
          label: `${label(link.label, link.name)} · ${label(field.label, field.name)}`,
        }));
    }),
  ];
}
