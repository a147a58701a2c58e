import { useState } from "react";
import { useLabel, type Label } from "@/app/language";
import { Switch, TwoNames } from "@/designing/parts";
import { Button, Icon, Input, Labelled, Menu, Popover } from "@/ui";
import { asked, moved, NOTHING, worded } from "./model";
import type { PaperProps } from "./paper";
import { FILE_KINDS, type Askable, type Asked, type FileLimits, type Shown } from "./shapes";
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
            fault={faults[`fields.${at}.field`] ?? faults[`fields.${at}.files`]}
            usual={shown.limits}
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
  usual: Shown["limits"];
  onMove: (by: -1 | 1) => void;
  onDrop: () => void;
  onChange: (ask: Asked) => void;
}

function Question({ ask, field, fault, usual, onMove, onDrop, onChange }: QuestionProps) {
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
      {open && field?.kind === "file" ? (
        <Files limits={ask.files} usual={usual} onChange={(files) => onChange({ ...ask, files })} />
      ) : null}
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

interface FilesProps {
  limits: FileLimits | null;
  usual: Shown["limits"];
  onChange: (limits: FileLimits | null) => void;
}

/** How many files, how large, of which kinds; blank is what the settings say. */
function Files({ limits, usual, onChange }: FilesProps) {
  const words = useCaptureWords();
  const now = limits ?? { most: null, each_mb: null, kinds: [] };
  const put = (next: Partial<FileLimits>) => {
    const all = { ...now, ...next };
    onChange(all.most === null && all.each_mb === null && all.kinds.length === 0 ? null : all);
  };
  const whole = (text: string) => (/^[1-9]\d*$/.test(text.trim()) ? Number(text) : null);
  return (
    <div className="cp-wording">
      <div className="dg-grid">
        <Labelled id="cp-most-files" label={words.mostFiles}>
          <Input
            id="cp-most-files"
            inputMode="numeric"
            defaultValue={now.most ?? ""}
            placeholder={String(usual.most_files)}
            onText={(text) => put({ most: whole(text) })}
          />
        </Labelled>
        <Labelled id="cp-file-mb" label={words.fileMb}>
          <Input
            id="cp-file-mb"
            inputMode="numeric"
            unit="MB"
            defaultValue={now.each_mb ?? ""}
            placeholder={String(usual.file_mb)}
            onText={(text) => put({ each_mb: whole(text) })}
          />
        </Labelled>
      </div>
      <div className="row wrap" role="group" aria-label={words.fileKinds}>
        <span className="sm dim">{words.fileKinds}</span>
        {FILE_KINDS.map((kind) => (
          <label key={kind} className="row sm">
            <input
              type="checkbox"
              className="tick"
              checked={now.kinds.includes(kind)}
              onChange={(event) =>
                put({
                  kinds: event.target.checked
                    ? FILE_KINDS.filter((each) => each === kind || now.kinds.includes(each))
                    : now.kinds.filter((each) => each !== kind),
                })
              }
            />
            {words.fileKind[kind]}
          </label>
        ))}
      </div>
    </div>
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
