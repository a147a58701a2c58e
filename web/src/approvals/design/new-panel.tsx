import { useState } from "react";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { TwoNames } from "@/designing/parts";
import { useFaults } from "@/records/faults";
import { Button, Failed, Input, Labelled, Panel } from "@/ui";
import { PickOne } from "@/ui/antd";
import { useFlowDesigning } from "./api";
import { blankStep } from "./model";
import { useFlowWords } from "./words";

interface NewPanelProps {
  onClose: () => void;
  onMade: (key: string) => void;
}

/** A new flow with one step, as a draft. */
export function NewPanel({ onClose, onMade }: NewPanelProps) {
  const words = useFlowWords();
  const label = useLabel();
  const { save } = useFlowDesigning();
  const { data: objects = [] } = useObjects();
  const [object, setObject] = useState<string | null>(null);
  const [title, setTitle] = useState(words.newLabel);
  const [key, setKey] = useState("");
  const { busy, cause, attempt } = useTrying();
  const faults = useFaults(cause);
  const fault = faults["flow.key"] ?? faults.key;
  const options = objects.map((each) => ({ value: each.name, label: label(each.label, each.name) }));
  const make = async () => {
    if (!object) return;
    const shape = objects.find((each) => each.name === object);
    await attempt(async () => {
      const steps = [blankStep([], words.newStep)];
      const subject = `{${shape?.title ?? "name"}}`;
      await save({ key, object, label: title, title: subject, start: null, steps }, 0);
      onMade(key);
    });
  };
  return (
    <Panel title={words.add} onClose={onClose}>
      <div className="form-1">
        <Labelled id="new-object" label={words.addFor}>
          <PickOne
            id="new-object"
            label={words.addFor}
            value={object}
            options={options}
            onChange={setObject}
          />
        </Labelled>
        <TwoNames zh={words.labelZh} en={words.labelEn} value={title} onChange={setTitle} />
        <Labelled id="new-key" label={words.key} fault={fault} note={words.keyNote}>
          <Input id="new-key" value={key} maxLength={48} onText={setKey} />
        </Labelled>
        {cause && !fault ? <Failed cause={cause} /> : null}
        <Button kind="ink" disabled={busy || key === "" || !object} onClick={() => void make()}>
          {words.add}
        </Button>
      </div>
    </Panel>
  );
}
