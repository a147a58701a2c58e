import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Icon, Input, Labelled, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { proposeName, useDesigning, type FieldDraft } from "./api";
import { cleaned, named } from "./drafts";
import { FieldForm } from "./field-form";
import { faultsOf, RefusalNote } from "./refusal-note";
import { entryOf } from "./registry";
import { TypeName, TypePicker } from "./type-picker";
import { useDesignerWords } from "./words";

const BLANK = { zh: "", en: "" };

/** A new object: what it is called, what its records are called, and its first fields. */
export function NewObject({ onClose }: { onClose: () => void }) {
  const words = useDesignerWords();
  const said = useLabel();
  const navigate = useNavigate();
  const { defineObject } = useDesigning();
  const [label, setLabel] = useState(BLANK);
  const [name, setName] = useState("");
  const [title, setTitle] = useState({ zh: "名称", en: "Name" });
  const [fields, setFields] = useState<FieldDraft[]>([]);
  const [editing, setEditing] = useState<"pick" | number | null>(null);
  const { busy, cause, attempt } = useTrying();
  const typed = useRef(false);
  const faults = faultsOf(cause);
  const propose = () => {
    if (typed.current || label.zh.trim() === "") return;
    void proposeName(label.zh).then((proposed) => {
      setName(proposed);
      setLabel((before) => ({ zh: before.zh, en: before.en || before.zh }));
    });
  };
  const save = async () => {
    if (busy) return;
    await attempt(async () => {
      const draft = { name, label: named(label), title: named(title), fields: fields.map(cleaned) };
      const made = await defineObject(draft);
      say(words.added(said(made.label, made.name)));
      void navigate(`/design/${made.name}`);
    });
  };
  if (editing === "pick") {
    const add = (type: string) => {
      const draft = { name: "", label: BLANK, type, options: { ...entryOf(type)?.first } };
      setFields([...fields, { ...draft, required: false, unique: false, personal: false }]);
      setEditing(fields.length);
    };
    return (
      <Panel title={words.pickType} onClose={() => setEditing(null)}>
        <TypePicker onPick={(entry) => add(entry.type)} />
      </Panel>
    );
  }
  if (editing !== null && fields[editing]) {
    const draft = fields[editing];
    const taken = fields.filter((each) => each !== draft).map((each) => each.name);
    return (
      <Panel title={words.addField} onClose={() => setEditing(null)}>
        <p className="row dz-kind">
          <TypeName type={draft.type} />
        </p>
        <FieldForm
          key={editing}
          object=""
          draft={draft}
          there={false}
          cause={null}
          taken={taken}
          onChange={(change) =>
            setFields((before) => before.map((each, at) => (at === editing ? change(each) : each)))
          }
        />
        <p className="row dz-end">
          <Button kind="ink" disabled={draft.label.zh === ""} onClick={() => setEditing(null)}>
            {words.add}
          </Button>
          <Button
            onClick={() => {
              setFields(fields.filter((each) => each !== draft));
              setEditing(null);
            }}
          >
            {words.cancel}
          </Button>
        </p>
      </Panel>
    );
  }
  return (
    <Panel title={words.newObject} onClose={onClose}>
      <div className="form-1 dz-form">
        <Labelled id="object-zh" label={words.labelZh} fault={faults.label}>
          <Input
            id="object-zh"
            value={label.zh}
            autoFocus
            maxLength={60}
            onText={(zh) => setLabel({ ...label, zh })}
            onBlur={propose}
          />
        </Labelled>
        <Labelled id="object-en" label={words.labelEn}>
          <Input id="object-en" value={label.en} maxLength={60} onText={(en) => setLabel({ ...label, en })} />
        </Labelled>
        <Labelled id="object-name" label={words.name} fault={faults.name} note={words.nameFixed}>
          <Input
            id="object-name"
            className="dz-code"
            value={name}
            maxLength={48}
            onText={(text) => {
              typed.current = true;
              setName(text);
            }}
          />
        </Labelled>
        <p className="lb">{words.titleOf}</p>
        <div className="dz-two">
          <Input aria-label={words.titleZh} value={title.zh} onText={(zh) => setTitle({ ...title, zh })} />
          <Input aria-label={words.titleEn} value={title.en} onText={(en) => setTitle({ ...title, en })} />
        </div>
      </div>
      <h3>
        {words.firstFields} <span className="sm dim">{words.firstNote}</span>
      </h3>
      <ul className="lines">
        {fields.map((field, at) => (
          <li key={at}>
            <button type="button" className="dz-open grow" onClick={() => setEditing(at)}>
              {said(field.label, field.name)}
            </button>
            <TypeName type={field.type} />
            <button
              type="button"
              className="tap"
              aria-label={words.choiceDrop(said(field.label, field.name))}
              onClick={() => setFields(fields.filter((each) => each !== field))}
            >
              <Icon name="x" size="s" />
            </button>
          </li>
        ))}
      </ul>
      <p className="dz-more">
        <Button small icon="plus" onClick={() => setEditing("pick")}>
          {words.addFirst}
        </Button>
      </p>
      <RefusalNote cause={cause} shown={["name", "label"]} />
      <p className="row dz-end">
        <Button kind="ink" disabled={busy || label.zh === ""} onClick={() => void save()}>
          {busy ? words.creating : words.createObject}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </p>
    </Panel>
  );
}
