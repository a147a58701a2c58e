import { useState } from "react";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Failed, Input, Labelled, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { useFaults } from "@/records/faults";
import { useProcessDesigning, type Design } from "./api";
import { TwoNames } from "@/designing/parts";
import { useProcessWords } from "./words";

interface CopyPanelProps {
  design: Design;
  onClose: () => void;
  onCopied: (key: string) => void;
}

/** A process like another, as a draft of its own. */
export function CopyPanel({ design, onClose, onCopied }: CopyPanelProps) {
  const words = useProcessWords();
  const label = useLabel();
  const { copy } = useProcessDesigning();
  const [key, setKey] = useState(`${design.key}_2`.slice(0, 48));
  const [name, setName] = useState({ zh: `${design.label.zh} 2`, en: `${design.label.en} 2` });
  const { busy, cause, attempt } = useTrying();
  const faults = useFaults(cause);
  const go = async () => {
    await attempt(async () => {
      await copy(design.key, key, name);
      say(words.copied);
      onCopied(key);
    });
  };
  return (
    <Panel title={words.copyOf(label(design.label, design.key))} onClose={onClose}>
      <p className="sm mut">{words.copyText}</p>
      <div className="form-1 panel-note">
        <TwoNames
          zh={words.labelZh}
          en={words.labelEn}
          value={name}
          fault={faults.label}
          onChange={setName}
        />
        <Labelled id="copy-key" label={words.key} fault={faults.key} note={words.keyNote}>
          <Input id="copy-key" value={key} maxLength={48} onText={setKey} />
        </Labelled>
        {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
        <Button kind="ink" disabled={busy || key === ""} onClick={() => void go()}>
          {words.copyNow}
        </Button>
      </div>
    </Panel>
  );
}
