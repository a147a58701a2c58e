import { useState } from "react";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Button, Dialog, Failed, Input, Labelled, Panel } from "@/ui";
import { PickOne } from "@/ui/antd";
import { useFaults } from "@/records/faults";
import { useProcessDesigning, type ProcessDraft } from "./api";
import { blankNode } from "./model";
import { TwoNames } from "@/designing/parts";
import { useProcessWords } from "./words";

interface NewPanelProps {
  onClose: () => void;
  onMade: (key: string) => void;
}

/** A new process with the fewest nodes, as a draft; an object of one's own is switched on first. */
export function NewPanel({ onClose, onMade }: NewPanelProps) {
  const words = useProcessWords();
  const label = useLabel();
  const { save, stage } = useProcessDesigning();
  const { data: objects = [] } = useObjects();
  const offered = objects.filter((each) => each.staged || each.custom);
  const [name, setName] = useState<string | null>(null);
  const shape = offered.find((each) => each.name === name) ?? offered[0];
  const [title, setTitle] = useState(words.newLabel);
  const [key, setKey] = useState("");
  const [staging, setStaging] = useState(false);
  const { busy, cause, attempt } = useTrying();
  const faults = useFaults(cause);
  const make = async (of: ObjectShape) => {
    setStaging(false);
    await attempt(async () => {
      if (!of.staged) await stage(of.name);
      await save(beginning(of, key, title, words.nodes), 0);
      onMade(key);
    });
  };
  const go = () => {
    if (!shape) return;
    if (shape.staged) void make(shape);
    else setStaging(true);
  };
  const options = offered.map((each) => ({ value: each.name, label: label(each.label, each.name) }));
  return (
    <Panel title={words.add} onClose={onClose}>
      <div className="form-1">
        <Labelled id="new-object" label={words.addFor}>
          <PickOne
            id="new-object"
            label={words.addFor}
            value={shape?.name ?? null}
            options={options}
            onChange={setName}
          />
        </Labelled>
        <TwoNames zh={words.labelZh} en={words.labelEn} value={title} onChange={setTitle} />
        <Labelled id="new-key" label={words.key} fault={faults["process.key"]} note={words.keyNote}>
          <Input id="new-key" value={key} maxLength={48} onText={setKey} />
        </Labelled>
        {cause && !faults["process.key"] ? <Failed cause={cause} /> : null}
        <Button kind="ink" disabled={busy || key === "" || !shape} onClick={go}>
          {shape && !shape.staged ? words.stage : words.add}
        </Button>
      </div>
      {staging && shape ? (
        <Dialog title={words.stageTitle(label(shape.label, shape.name))} onClose={() => setStaging(false)}>
          <p className="mut">{words.stageText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setStaging(false)}>{words.close}</Button>
            <Button kind="ink" onClick={() => void make(shape)}>
              {words.stage}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </Panel>
  );
}

type NodeNames = ReturnType<typeof useProcessWords>["nodes"];

function beginning(
  of: ObjectShape,
  key: string,
  label: ProcessDraft["label"],
  names: NodeNames,
): ProcessDraft {
  const begun = [blankNode("begin", names.begin), blankNode("work", names.work)];
  const reason = of.fields.find((field) => field.name === "lost_reason");
  const asks = reason ? [{ key: "lost_reason", type: "field" as const, field: reason.name }] : [];
  const ends = [
    { ...blankNode("won", names.won), end: "won" as const },
    { ...blankNode("lost", names.lost), end: "lost" as const, advance: "ask" as const, requires: asks },
  ];
  const plain = [blankNode("check", names.check), { ...blankNode("done", names.done), end: "won" as const }];
  const nodes = [...begun, ...(of.custom ? plain : ends)];
  return { key, object: of.name, label, site: null, nodes };
}
