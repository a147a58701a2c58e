import { useState } from "react";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Failed, Input, Labelled, Panel, Section } from "@/ui";
import { say } from "@/ui/notice";
import { useFaults } from "@/records/faults";
import { useProcessDesigning, type Kind } from "./api";
import { Switch, TwoNames } from "@/designing/parts";
import { useProcessWords } from "./words";

/** The kinds of evidence gates can ask for. */
export function Kinds({ kinds, onOpen }: { kinds: Kind[]; onOpen: (kind: Kind | null) => void }) {
  const words = useProcessWords();
  const label = useLabel();
  return (
    <Section
      title={words.kinds}
      note={words.kindsNote}
      extra={
        <Button small icon="plus" onClick={() => onOpen(null)}>
          {words.addKind}
        </Button>
      }
    >
      <ul className="pd-kinds">
        {kinds.map((kind) => (
          <li key={kind.key}>
            <button type="button" className="chip" onClick={() => onOpen(kind)}>
              {label(kind.label, kind.key)}
              {kind.camera_only ? ` · ${words.cameraOnly}` : ""}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** One kind, new or there already. */
export function KindPanel({ kind, onClose }: { kind: Kind | null; onClose: () => void }) {
  const words = useProcessWords();
  const label = useLabel();
  const { saveKind } = useProcessDesigning();
  const [said, setSaid] = useState<Kind>(kind ?? { key: "", label: { zh: "", en: "" } });
  const { busy, cause, attempt } = useTrying();
  const faults = useFaults(cause);
  const save = async () => {
    await attempt(async () => {
      await saveKind({ ...said, camera_only: said.camera_only ?? false });
      say(words.kindSaved);
      onClose();
    });
  };
  return (
    <Panel title={kind ? words.editKind(label(kind.label, kind.key)) : words.addKind} onClose={onClose}>
      <div className="form-1">
        <TwoNames
          zh={words.labelZh}
          en={words.labelEn}
          value={said.label}
          fault={faults.label}
          onChange={(next) => setSaid({ ...said, label: next })}
        />
        <Labelled
          id="kind-key"
          label={words.key}
          fault={faults.key}
          note={kind ? words.keyFixed : words.keyNote}
        >
          <Input
            id="kind-key"
            value={said.key}
            maxLength={48}
            disabled={kind !== null}
            onText={(key) => setSaid({ ...said, key })}
          />
        </Labelled>
        <Switch
          label={words.cameraOnly}
          on={said.camera_only ?? false}
          onSwitch={(camera_only) => setSaid({ ...said, camera_only })}
        />
        {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
        <Button kind="ink" disabled={busy || said.key === ""} onClick={() => void save()}>
          {busy ? words.saving : words.save}
        </Button>
      </div>
    </Panel>
  );
}
