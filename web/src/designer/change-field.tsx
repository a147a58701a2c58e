import { useState } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, Dialog, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { useDesigning, useUses, type DesignField } from "./api";
import { ConvertField } from "./convert-field";
import { changesOf, draftOf } from "./drafts";
import { FieldForm } from "./field-form";
import { RefusalNote } from "./refusal-note";
import { TypeName } from "./type-picker";
import { useDesignerWords } from "./words";

interface ChangeFieldProps {
  object: string;
  field: DesignField;
  onClose: () => void;
}

/** One field: what it is called, its rules, what relies on it, another type, its end. */
export function ChangeField({ object, field, onClose }: ChangeFieldProps) {
  const words = useDesignerWords();
  const label = useLabel();
  const { changeField, hideField } = useDesigning();
  const [draft, setDraft] = useState(() => draftOf(field));
  const [step, setStep] = useState<"form" | "convert" | "remove">("form");
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const name = label(field.label, field.name);
  const said = changesOf(field, draft);
  const run = async (what: () => Promise<unknown>, done: string) => {
    if (busy) return;
    setBusy(true);
    setCause(null);
    try {
      await what();
      say(done);
      onClose();
    } catch (refused) {
      setCause(refused);
      setStep("form");
    }
    setBusy(false);
  };
  if (step === "convert") {
    return <ConvertField object={object} field={field} onClose={onClose} onBack={() => setStep("form")} />;
  }
  return (
    <Panel title={words.changeTitle(name)} onClose={onClose}>
      <p className="row between dz-kind">
        <TypeName type={field.type} />
        <Button small kind="quiet" icon="sync" onClick={() => setStep("convert")}>
          {words.convert}
        </Button>
      </p>
      <FieldForm object={object} draft={draft} there field={field.name} cause={cause} onChange={setDraft} />
      <RefusalNote cause={cause} shown={["name", "label", "unique"]} />
      <p className="row dz-end">
        <Button
          kind="ink"
          disabled={busy || Object.keys(said).length === 0}
          onClick={() => void run(() => changeField(object, field.name, said), words.saved)}
        >
          {busy ? words.saving : words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        <span className="grow" />
        <Button kind="quiet" icon="trash" onClick={() => setStep("remove")}>
          {words.remove}
        </Button>
      </p>
      <FieldUses object={object} field={field.name} />
      {step === "remove" ? (
        <Dialog title={words.removeTitle(name)} onClose={() => setStep("form")}>
          <p className="mut">{words.removeText}</p>
          <FieldUses object={object} field={field.name} />
          <p className="row dlg-a">
            <Button onClick={() => setStep("form")}>{words.cancel}</Button>
            <Button kind="ink" onClick={() => void run(() => hideField(object, field.name), words.removed)}>
              {words.remove}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </Panel>
  );
}

/** Gates and roles that name the field, and how much it holds. */
export function FieldUses({ object, field }: { object: string; field: string }) {
  const words = useDesignerWords();
  const label = useLabel();
  const { data } = useUses(object, field);
  if (!data) return null;
  const many = data.filled >= data.most_counted;
  return (
    <section className="dz-uses">
      <h3>{words.usedBy}</h3>
      <ul className="lines">
        {data.items.map((each) => (
          <li key={`${each.kind}-${each.key}`}>
            {each.kind === "gate"
              ? words.gate(label(each.label, each.key), number(each.version ?? 1))
              : words.role(label(each.label, each.key), words.rules[each.rule ?? ""] ?? each.rule ?? "")}
          </li>
        ))}
        {data.items.length === 0 ? <li className="mut">{words.unused}</li> : null}
        <li className="mut n">
          {many ? words.filledMany(number(data.filled)) : words.filled(number(data.filled))}
        </li>
      </ul>
    </section>
  );
}
