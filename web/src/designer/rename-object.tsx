import { useState } from "react";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Button, Input, Labelled, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { useDesigning } from "./api";
import { named } from "./drafts";
import { faultsOf, RefusalNote } from "./refusal-note";
import { useDesignerWords } from "./words";

/** Another name for an object and for the name of its records, in both languages. */
export function RenameObject({ shape, onClose }: { shape: ObjectShape; onClose: () => void }) {
  const words = useDesignerWords();
  const { changeObject } = useDesigning();
  const first = shape.fields.find((field) => field.name === shape.title)?.label ?? shape.label;
  const [label, setLabel] = useState(shape.label);
  const [title, setTitle] = useState(first);
  const { busy, cause, attempt } = useTrying();
  const faults = faultsOf(cause);
  const save = async () => {
    if (busy) return;
    await attempt(async () => {
      await changeObject(shape.name, { label: named(label), title: named(title) });
      say(words.saved);
      onClose();
    });
  };
  return (
    <Panel title={words.renameObject} onClose={onClose}>
      <div className="form-1 dz-form">
        <Labelled id="object-zh" label={words.labelZh} fault={faults.label}>
          <Input id="object-zh" value={label.zh} autoFocus onText={(zh) => setLabel({ ...label, zh })} />
        </Labelled>
        <Labelled id="object-en" label={words.labelEn}>
          <Input id="object-en" value={label.en} onText={(en) => setLabel({ ...label, en })} />
        </Labelled>
        <Labelled id="title-zh" label={words.titleZh} fault={faults.title}>
          <Input id="title-zh" value={title.zh} onText={(zh) => setTitle({ ...title, zh })} />
        </Labelled>
        <Labelled id="title-en" label={words.titleEn}>
          <Input id="title-en" value={title.en} onText={(en) => setTitle({ ...title, en })} />
        </Labelled>
      </div>
      <RefusalNote cause={cause} shown={["label", "title"]} />
      <p className="row dz-end">
        <Button kind="ink" disabled={busy} onClick={() => void save()}>
          {busy ? words.saving : words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </p>
    </Panel>
  );
}
