import { useState } from "react";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { useDesigning, type FieldDraft } from "./api";
import { FieldForm } from "./field-form";
import { cleaned } from "./drafts";
import { RefusalNote } from "./refusal-note";
import { entryOf } from "./registry";
import { TypeName, TypePicker } from "./type-picker";
import { useDesignerWords } from "./words";

const blank = (type: string): FieldDraft => ({
  name: "",
  label: { zh: "", en: "" },
  type,
  options: { ...entryOf(type)?.first },
  required: false,
  unique: false,
  personal: false,
});

interface AddFieldProps {
  object: string;
  onClose: () => void;
}

/** First the type, then what it is called. */
export function AddField({ object, onClose }: AddFieldProps) {
  const words = useDesignerWords();
  const label = useLabel();
  const { defineField } = useDesigning();
  const [draft, setDraft] = useState<FieldDraft | null>(null);
  const { busy, cause, attempt } = useTrying();
  const save = async () => {
    if (!draft || busy) return;
    await attempt(async () => {
      const made = await defineField(object, cleaned(draft));
      say(words.added(label(made.label, made.name)));
      onClose();
    });
  };
  if (!draft) {
    return (
      <Panel title={words.pickType} onClose={onClose}>
        <TypePicker onPick={(entry) => setDraft(blank(entry.type))} />
      </Panel>
    );
  }
  return (
    <Panel title={words.addField} onClose={onClose}>
      <p className="row between dz-kind">
        <TypeName type={draft.type} />
        <Button small kind="quiet" onClick={() => setDraft(null)}>
          {words.otherType}
        </Button>
      </p>
      <FieldForm
        key={draft.type}
        object={object}
        draft={draft}
        there={false}
        cause={cause}
        onChange={(change) => setDraft((before) => before && change(before))}
      />
      <RefusalNote cause={cause} shown={shownFaults} />
      <p className="row dz-end">
        <Button kind="ink" disabled={busy || draft.label.zh === ""} onClick={() => void save()}>
          {busy ? words.saving : words.add}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </p>
    </Panel>
  );
}

const shownFaults = ["name", "label", "unique"];
