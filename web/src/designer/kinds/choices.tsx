import type { Choice } from "@/app/shapes";
import { ChoicesEditor } from "../choices-editor";
import type { OptionsProps, TypeEntry } from "../kind";

function ChoiceOptions({ value, onChange, there, faults }: OptionsProps) {
  return (
    <ChoicesEditor
      choices={(value.choices as Choice[] | undefined) ?? []}
      there={there}
      fault={faults.choices}
      onChange={(change) =>
        onChange((before) => ({ ...before, choices: change((before.choices as Choice[] | undefined) ?? []) }))
      }
    />
  );
}

export const entries: TypeEntry[] = [
  {
    type: "choice",
    icon: "pick",
    group: "choice",
    name: { zh: "单选", en: "One choice" },
    says: { zh: "从几项里选一项", en: "One of a list" },
    Options: ChoiceOptions,
    first: { choices: [] },
  },
  {
    type: "choices",
    icon: "todo",
    group: "choice",
    name: { zh: "多选", en: "Several choices" },
    says: { zh: "从几项里选几项", en: "Several of a list" },
    Options: ChoiceOptions,
    first: { choices: [] },
  },
];
