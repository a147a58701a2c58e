import { useState } from "react";
import { useLabel, type Label } from "@/app/language";
import { Switch, TwoNames } from "@/designing/parts";
import { Button, Icon, Menu, Popover } from "@/ui";
import { asked, moved, NOTHING, worded } from "./model";
import type { PaperProps } from "./paper";
import type { Askable, Asked } from "./shapes";
import { useCaptureWords } from "./words";

/** The questions in their order. */
export function Asks({ shown, design, faults, onChange }: PaperProps) {
  const words = useCaptureWords();
  const label = useLabel();
  const put = (fields: Asked[]) => onChange({ ...design, fields });
  const left = shown.fields.filter((each) => !design.fields.some((one) => one.field === each.name));
  return (
    <>
      <h2>{words.asks}</h2>
      {faults["fields"] ? <p className="sm risk">{faults["fields"]}</p> : null}
      <ol className="cp-asks">
        {design.fields.map((each, at) => (
          <Question
            key={each.field}
            ask={each}
            field={shown.fields.find((one) => one.name === each.field)}
            fault={faults[`fields.${at}.field`]}
            onMove={(by) => put(moved(design.fields, at, by))}
            onDrop={() => put(design.fields.filter((_, index) => index !== at))}
            onChange={(next) => put(design.fields.map((one, index) => (index === at ? next : one)))}
          />
        ))}
      </ol>
      <Popover
        kind="menu"
        label={words.addAsk}
        door={(props) => (
          <Button small icon="plus" {...props}>
            {words.addAsk}
          </Button>
        )}
      >
        {(close) => (
          <Menu
            close={close}
            items={left.map((each) => ({
              key: each.name,
              label: label(each.label, each.name),
              onPick: () => put([...design.fields, asked(each.name)]),
            }))}
          />
        )}
      </Popover>
    </>
  );
}

interface QuestionProps {
  ask: Asked;
  field: Askable | undefined;
  fault: string | undefined;
  onMove: (by: -1 | 1) => void;
  onDrop: () => void;
  onChange: (ask: Asked) => void;
}

function Question({ ask, field, fault, onMove, onDrop, onChange }: QuestionProps) {
  const words = useCaptureWords();
  const label = useLabel();
  const [open, setOpen] = useState(false);
  const own = label(field?.label, ask.field);
  const name = label(ask.label ?? undefined, own);
  return (
    <li>
      <div className="row">
        <span className="grow clip">
          {name}
          {name === own ? null : <span className="sm dim"> · {own}</span>}
        </span>
        <label className="row sm">
          <input
            type="checkbox"
            className="tick"
            checked={ask.required || (field?.required ?? false)}
            disabled={field?.required ?? false}
            onChange={(event) => onChange({ ...ask, required: event.target.checked })}
          />
          {words.required}
        </label>
        <Button small kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.less : words.more}
        </Button>
        <Tap icon="up" says={`${words.up} ${name}`} onTap={() => onMove(-1)} />
        <Tap icon="down" says={`${words.down} ${name}`} onTap={() => onMove(1)} />
        <Tap icon="trash" says={`${words.drop} ${name}`} onTap={onDrop} />
      </div>
      {fault ? <p className="sm risk">{fault}</p> : null}
      {open ? (
        <Wording
          label={ask.label}
          help={ask.help}
          onLabel={(next) => onChange({ ...ask, label: next })}
          onHelp={(next) => onChange({ ...ask, help: next })}
        />
      ) : null}
    </li>
  );
}

interface WordingProps {
  label: Label | null;
  help: Label | null;
  onLabel: (label: Label | null) => void;
  onHelp: (help: Label | null) => void;
}

/** Other words than the field's own; while both languages are blank it has its own. */
function Wording({ label, help, onLabel, onHelp }: WordingProps) {
  const words = useCaptureWords();
  return (
    <div className="cp-wording">
      <Switch label={words.ownLabel} on={label === null} onSwitch={(on) => onLabel(on ? null : NOTHING)} />
      <div className="dg-grid">
        {label ? <TwoNames zh={words.labelZh} en={words.labelEn} value={label} onChange={onLabel} /> : null}
        <TwoNames
          zh={words.helpZh}
          en={words.helpEn}
          value={help ?? NOTHING}
          onChange={(next) => onHelp(worded(next) ? next : null)}
        />
      </div>
    </div>
  );
}

interface TapProps {
  icon: "up" | "down" | "trash";
  says: string;
  onTap: () => void;
}

function Tap({ icon, says, onTap }: TapProps) {
  return (
    <button type="button" className="tap" aria-label={says} onClick={onTap}>
      <Icon name={icon} size="s" />
    </button>
  );
}
