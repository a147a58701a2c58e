import { useId } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Button, Icon, type IconName, Input, Labelled, Menu, Popover } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { Designs, NodeDraft, ProcessDraft, RequirementDraft } from "./api";
import { NumberField, TwoNames } from "@/designing/parts";
import { useProcessWords } from "./words";

type AskType = RequirementDraft["type"];
export const TYPES: AskType[] = ["evidence", "field", "formula", "confirmation", "approval"];
const ICONS: Record<AskType, IconName> = {
  evidence: "cam",
  field: "edit",
  formula: "fx",
  confirmation: "check",
  approval: "brief",
};
const NAMELESS = { zh: "", en: "" };

interface NodeFormProps {
  process: ProcessDraft;
  at: number;
  shape: ObjectShape;
  designs: Designs;
  /** Its key was published. */
  fixed: boolean;
  picked: number | null;
  faults: Record<string, string>;
  onChange: (change: Partial<NodeDraft>) => void;
  onAdd: (type: AskType) => void;
  onPick: (ask: number) => void;
  onDropAsk: (ask: number) => void;
  onDrop: () => void;
}

/** One node on the paper: what it is called, who answers, what it takes to get in. */
export function NodeForm(props: NodeFormProps) {
  const { process, at, designs, fixed, faults, onChange, onDrop } = props;
  const words = useProcessWords();
  const label = useLabel();
  const id = useId();
  const node = process.nodes[at];
  if (!node) return null;
  const fault = (part: string) => faults[`nodes.${at}.${part}`];
  const roles = designs.roles.map((each) => ({ value: each.key, label: label(each.label, each.key) }));
  return (
    <div className="dg-paper">
      <header className="pd-head">
        <h2 className="song grow">{label(node.label, node.key)}</h2>
        <Button small kind="quiet" icon="trash" onClick={onDrop}>
          {words.drop}
        </Button>
      </header>
      <div className="dg-grid">
        <TwoNames
          zh={words.labelZh}
          en={words.labelEn}
          value={node.label}
          fault={fault("label")}
          onChange={(next) => onChange({ label: next })}
        />
        <Labelled
          id={`${id}-key`}
          label={words.key}
          fault={fault("key")}
          note={fixed ? words.keyFixed : words.keyNote}
        >
          <Input
            id={`${id}-key`}
            value={node.key}
            maxLength={48}
            disabled={fixed}
            invalid={fault("key") !== undefined}
            onText={(key) => onChange({ key })}
          />
        </Labelled>
        <Labelled id={`${id}-role`} label={words.role} fault={fault("role")}>
          <PickOne
            id={`${id}-role`}
            label={words.role}
            value={node.role}
            options={roles}
            clearable
            onChange={(role) => onChange({ role })}
          />
        </Labelled>
        <fieldset className="dg-set">
          <legend className="lb">{words.end}</legend>
          <div className="seg" role="group" aria-label={words.end}>
            {([null, "won", "lost"] as const).map((end) => (
              <button
                key={end ?? ""}
                type="button"
                aria-pressed={node.end === end}
                onClick={() => onChange({ end })}
              >
                {words.ends[end ?? ""]}
              </button>
            ))}
          </div>
          {fault("end") ? <p className="sm risk">{fault("end")}</p> : null}
        </fieldset>
        <fieldset className="dg-set">
          <legend className="lb">{words.advance}</legend>
          <div className="seg" role="group" aria-label={words.advance}>
            {(["auto", "ask"] as const).map((advance) => (
              <button
                key={advance}
                type="button"
                aria-pressed={node.advance === advance}
                onClick={() => onChange({ advance })}
              >
                {words.advances[advance]}
              </button>
            ))}
          </div>
        </fieldset>
        <TwoNames
          zh={words.outputZh}
          en={words.outputEn}
          value={node.output ?? NAMELESS}
          fault={fault("output")}
          onChange={(output) => onChange({ output: output.zh || output.en ? output : null })}
        />
        <NumberField
          label={words.limit}
          unit={words.days}
          value={node.limit_days}
          fault={fault("limit_days")}
          onNumber={(limit_days) => onChange({ limit_days })}
        />
      </div>
      <Asks {...props} node={node} />
    </div>
  );
}

function Asks({
  node,
  at,
  shape,
  designs,
  picked,
  faults,
  onAdd,
  onPick,
  onDropAsk,
}: NodeFormProps & { node: NodeDraft }) {
  const words = useProcessWords();
  const name = useAskName(shape, designs);
  const fault = faults[`nodes.${at}.requires`];
  const offered = node.end === "lost" ? TYPES.filter((type) => type === "field") : TYPES;
  return (
    <section className="pd-sec" aria-label={words.requires}>
      <header className="row">
        <h3 className="song grow">{words.requires}</h3>
        {at > 0 ? (
          <Popover
            side="right"
            kind="menu"
            label={words.addRequirement}
            door={(door) => (
              <Button small icon="plus" {...door}>
                {words.addRequirement}
              </Button>
            )}
          >
            {(close) => (
              <Menu
                close={close}
                items={offered.map((type) => ({
                  key: type,
                  label: words.types[type],
                  icon: ICONS[type],
                  onPick: () => onAdd(type),
                }))}
              />
            )}
          </Popover>
        ) : null}
      </header>
      {fault ? <p className="sm risk">{fault}</p> : null}
      {at === 0 && node.requires.length === 0 ? <p className="sm dim">{words.firstAsks}</p> : null}
      {at > 0 && node.requires.length === 0 ? <p className="sm dim">{words.nothing}</p> : null}
      <ul className="pd-asks">
        {node.requires.map((ask, index) => {
          const bad = Object.keys(faults).some((p) => p.startsWith(`nodes.${at}.requires.${index}.`));
          return (
            <li
              key={ask.key}
              className={["pd-ask", picked === index ? "on" : "", bad ? "bad" : ""].join(" ")}
              data-ask={ask.key}
            >
              <button type="button" aria-pressed={picked === index} onClick={() => onPick(index)}>
                <Icon name={ICONS[ask.type]} size="s" />
                <span className="grow">
                  <b className="clip">{name(ask)}</b>
                  <span className="sm dim clip">{words.types[ask.type]}</span>
                </span>
                <Terms ask={ask} />
              </button>
              <button
                type="button"
                className="tap"
                aria-label={`${words.drop}: ${name(ask)}`}
                onClick={() => onDropAsk(index)}
              >
                <Icon name="x" size="s" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The conditions of a piece of evidence at a glance. */
function Terms({ ask }: { ask: RequirementDraft }) {
  const words = useProcessWords();
  if (ask.type !== "evidence") return null;
  const terms = [
    `≥ ${number(ask.count ?? 1)} ${words.pieces}`,
    ask.within_m ? `≤ ${number(ask.within_m)} ${words.metres}` : "",
    ask.max_age_days ? `≤ ${number(ask.max_age_days)} ${words.days}` : "",
    ask.camera_only ? words.cameraOnly : "",
  ].filter(Boolean);
  return <span className="sm mut n">{terms.join(" · ")}</span>;
}

/** What a requirement is called: its own label, or that of what it is about. */
export function useAskName(shape: ObjectShape, designs: Designs): (ask: RequirementDraft) => string {
  const words = useProcessWords();
  const label = useLabel();
  return (ask) => {
    if (ask.label && (ask.label.zh || ask.label.en)) return label(ask.label, ask.key);
    const kind = designs.kinds.find((each) => each.key === ask.kind);
    const field = shape.fields.find((each) => each.name === ask.field);
    const role = designs.roles.find((each) => each.key === ask.role);
    const about = kind ?? field ?? role;
    if (about) return label(about.label, ask.key);
    return ask.formula || words.types[ask.type];
  };
}
