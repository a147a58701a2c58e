import { useLanguage } from "@/app/language";
import { useObject } from "@/app/queries";
import { choiceLabel } from "@/app/values";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";

interface PickChoiceProps {
  field: string;
  label: string;
  value: string;
  onPick: (key: string) => void;
}

/** One of a complaint's choices, as the workspace names them. */
export function PickChoice({ field, label, value, onPick }: PickChoiceProps) {
  const language = useLanguage();
  const found = useObject("complaint").data?.fields.find((each) => each.name === field);
  const choices = (found?.options?.choices ?? []) as { key: string; retired?: boolean }[];
  const id = `care-${field}`;
  return (
    <Labelled id={id} label={label}>
      <PickOne
        id={id}
        value={value || null}
        options={choices
          .filter((each) => !each.retired)
          .map((each) => ({ value: each.key, label: choiceLabel(found, each.key, language) }))}
        onChange={(key) => onPick(key ?? "")}
      />
    </Labelled>
  );
}
