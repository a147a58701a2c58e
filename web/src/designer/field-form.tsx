import { useRef } from "react";
import { Icon, Input, Labelled } from "@/ui";
import { proposeName, useTypes, type FieldDraft } from "./api";
import { Tick } from "./option-parts";
import { faultsOf } from "./refusal-note";
import { entryOf } from "./registry";
import { useDesignerWords } from "./words";

interface FieldFormProps {
  object: string;
  draft: FieldDraft;
  /** The field is there already: what is settled cannot be changed. */
  there: boolean;
  /** What it is called so far, where it is there. */
  field?: string;
  cause: unknown;
  /** Names taken by other drafts beside this one. */
  taken?: string[];
  /** Changes are functions of what is there: answers of the server come while people type on. */
  onChange: (change: (before: FieldDraft) => FieldDraft) => void;
}

/** Which inputs of the form show their own fault. */
export const FORM_FAULTS = ["name", "label", "unique", "options"];

/** Names, options of the type, rules: one field as a designer describes it. */
export function FieldForm(props: FieldFormProps) {
  const { object, draft, there, field, cause, taken = [], onChange } = props;
  const words = useDesignerWords();
  const named = useRef(there || draft.name !== "");
  const faults = faultsOf(cause);
  const entry = entryOf(draft.type);
  const put = (next: Partial<FieldDraft>) => onChange((before) => ({ ...before, ...next }));
  const propose = () => {
    if (named.current || draft.label.zh.trim() === "") return;
    void proposeName(draft.label.zh, object || undefined).then((name) => {
      const own = taken.includes(name) ? `${name}_${taken.length + 1}` : name;
      onChange((before) => ({
        ...before,
        name: named.current ? before.name : own,
        label: { zh: before.label.zh, en: before.label.en || before.label.zh },
      }));
    });
  };
  return (
    <div className="form-1 dz-form">
      <Labelled id="field-zh" label={words.labelZh} fault={faults.label}>
        <Input
          id="field-zh"
          value={draft.label.zh}
          autoFocus={!there}
          maxLength={60}
          invalid={faults.label !== undefined}
          onText={(zh) => put({ label: { ...draft.label, zh } })}
          onBlur={propose}
        />
      </Labelled>
      <Labelled id="field-en" label={words.labelEn}>
        <Input
          id="field-en"
          value={draft.label.en}
          maxLength={60}
          onText={(en) => put({ label: { ...draft.label, en } })}
        />
      </Labelled>
      <Labelled
        id="field-name"
        label={words.name}
        fault={faults.name}
        note={there ? words.nameStays : words.nameNote}
      >
        <Input
          id="field-name"
          className="dz-code"
          value={draft.name}
          maxLength={48}
          invalid={faults.name !== undefined}
          onText={(name) => {
            named.current = true;
            put({ name });
          }}
        />
      </Labelled>
      {entry?.Options ? (
        <entry.Options
          object={object}
          value={draft.options}
          there={there}
          field={field}
          faults={faultsOf(cause, "options.")}
          onChange={(next) =>
            onChange((before) => ({
              ...before,
              options: typeof next === "function" ? next(before.options) : next,
            }))
          }
        />
      ) : null}
      <Rules draft={draft} there={there} fault={faults.unique} put={put} />
    </div>
  );
}

interface RulesProps {
  draft: FieldDraft;
  there: boolean;
  fault: string | undefined;
  put: (next: Partial<FieldDraft>) => void;
}

const NUMBERED = "auto_number";

function Rules({ draft, there, fault, put }: RulesProps) {
  const words = useDesignerWords();
  const facts = useTypes().data?.find((each) => each.type === draft.type);
  return (
    <fieldset className="dz-rules">
      {draft.type === NUMBERED || entryOf(draft.type)?.group === "computed" ? null : (
        <Tick
          label={words.required}
          note={words.requiredNote}
          checked={draft.required}
          onChange={(required) => put({ required })}
        />
      )}
      {facts?.uniquable && draft.type !== NUMBERED ? (
        <Tick
          label={words.unique}
          note={words.uniqueNote}
          checked={draft.unique}
          onChange={(unique) => put({ unique })}
        />
      ) : null}
      {facts?.options.indexed ? (
        <Tick
          label={words.indexed}
          note={words.indexedNote}
          checked={draft.options.indexed === true}
          onChange={(on) => put({ options: { ...draft.options, indexed: on || null } })}
        />
      ) : null}
      <Tick
        label={words.personal}
        note={words.personalNote}
        checked={draft.personal}
        fixed={there}
        onChange={(personal) => put({ personal })}
      />
      {there && draft.personal ? <Icon name="lock" size="s" /> : null}
      {fault ? <p className="sm risk">{fault}</p> : null}
    </fieldset>
  );
}
