import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useId, useState, type FormEvent } from "react";
import { newKey, Refusal } from "@/app/api";
import { sendFile } from "@/app/files";
import { useGateWords } from "@/app/gate";
import { useLabel, useLanguage } from "@/app/language";
import { refresh } from "@/app/queries";
import type { ObjectShape, Process, Reason, RecordRow, Reference } from "@/app/shapes";
import { choiceLabel, isReference } from "@/app/values";
import { act } from "@/app/writes";
import { useDeskWords } from "@/desk/words";
import { PickRecord } from "@/fields/pick-record";
import { useFaults } from "@/records/faults";
import { Button, Failed, Input, Labelled, Panel, Seal, TextArea, type SealState } from "@/ui";
import { PickDay, PickOne, PickTime } from "@/ui/antd";
import { Drop } from "@/ui/drop";
import { say } from "@/ui/notice";

const ScriptOffers = lazy(async () => ({
  default: (await import("@/engines/learning/script-offers")).ScriptOffers,
}));

export interface LogPreset {
  type?: string;
  kind?: string;
}

/** What usually brings a kind of evidence. */
export const TYPE_FOR: Record<string, string> = {
  site_photo: "survey",
  proposal_file: "proposal",
  contract_file: "signing",
  bank_slip: "payment",
  signature: "visit",
};

/** Somebody met the customer: these must say about what, and what comes next. */
const MEETINGS = new Set(["visit", "survey", "demo"]);

interface Attached {
  key: string;
  file: File;
  kind: string;
}

interface Logged {
  activity: string;
  evidence: { id: string; kind: string; state: SealState; why?: Reason[] }[];
  advanced: { record: string; from: string; to: string } | null;
}

interface LogPanelProps {
  row: RecordRow;
  process: Process;
  activity: ObjectShape;
  evidence: ObjectShape | undefined;
  preset: LogPreset;
  onClose: () => void;
}

export function LogPanel({ row, process, activity, evidence, preset, onClose }: LogPanelProps) {
  const words = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const client = useQueryClient();
  const id = useId();
  const [type, setType] = useState(preset.type ?? null);
  const [contact, setContact] = useState<Reference | null>(null);
  const [said, setSaid] = useState({ topic: "", objection: "", next_step: "" });
  const [script, setScript] = useState<string | null>(null);
  const [nextOn, setNextOn] = useState<string | null>(null);
  const [occurred, setOccurred] = useState<string | null>(null);
  const [attached, setAttached] = useState<Attached[]>([]);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState<string | null>(null);
  const [cause, setCause] = useState<unknown>(null);
  const [logged, setLogged] = useState<Logged | null>(null);
  const faults = useFaults(cause);
  const field = (name: string) => activity.fields.find((each) => each.name === name);
  const kindField = evidence?.fields.find((each) => each.name === "kind");
  const meeting = MEETINGS.has(type ?? "");
  const owed = [
    ...(type === null ? [words.log.type] : []),
    ...(meeting && said.topic.trim() === "" ? [words.log.topic] : []),
    ...(meeting && said.next_step.trim() === "" ? [words.log.nextStep] : []),
  ];
  const customer = isReference(row.customer) ? row.customer : null;
  const send = async () => {
    setCause(null);
    try {
      const shown = [];
      for (const each of attached) {
        setBusy(words.record.uploading(each.file.name));
        const file = await sendFile(each.file, {}, each.key);
        shown.push({ kind: each.kind, file: file.id });
      }
      setBusy(words.log.saving);
      const input = {
        type,
        deal: row.id,
        ...(customer ? { customer: customer.id } : {}),
        ...(contact ? { contact: contact.id } : {}),
        ...Object.fromEntries(Object.entries(said).filter(([, text]) => text.trim() !== "")),
        ...(script && said.objection.trim() !== "" ? { script } : {}),
        ...(nextOn ? { next_on: nextOn } : {}),
        ...(occurred ? { occurred_at: occurred } : {}),
        evidence: shown,
      };
      const { result } = await act<Logged>("log_activity", input);
      refresh(client, [
        { object: process.object, record: row.id, version: null },
        { object: "activity", record: "", version: null },
        { object: "evidence", record: "", version: null },
      ]);
      const node = process.nodes.find((each) => each.key === result.advanced?.to);
      say(node ? words.log.advanced(label(node.label)) : words.log.done);
      if (result.evidence.every((each) => each.state === "proven")) onClose();
      else setLogged(result);
    } catch (refused) {
      setCause(
        refused instanceof Refusal
          ? refused
          : new Refusal(0, { code: "unreachable", kind: "unreachable", message: "" }),
      );
    }
    setBusy(null);
  };
  if (logged) return <Checked logged={logged} kindField={kindField} onClose={onClose} />;
  const say1 = (name: keyof typeof said) => (text: string) =>
    setSaid((before) => ({ ...before, [name]: text }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (owed.length === 0 && busy === null) void send();
  };
  return (
    <Panel title={words.log.title} onClose={onClose}>
      <form className="form-1" onSubmit={submit} data-key={key}>
        <Labelled id={`${id}-type`} label={words.log.type} fault={faults.type}>
          <PickOne
            id={`${id}-type`}
            value={type}
            options={(field("type")?.options?.choices ?? []).map((each) => ({
              value: each.key,
              label: label(each.label, each.key),
            }))}
            onChange={setType}
          />
        </Labelled>
        {customer ? (
          <Labelled id={`${id}-contact`} label={words.log.contact} fault={faults.contact}>
            <PickRecord
              id={`${id}-contact`}
              object="contact"
              value={contact}
              onChange={setContact}
              clearable
              filter={["customer", "=", customer.id]}
            />
          </Labelled>
        ) : null}
        <Labelled id={`${id}-topic`} label={words.log.topic} fault={faults.topic}>
          <TextArea id={`${id}-topic`} rows={2} value={said.topic} onText={say1("topic")} />
        </Labelled>
        <Labelled id={`${id}-objection`} label={words.log.objection} fault={faults.objection}>
          <Input id={`${id}-objection`} value={said.objection} onText={say1("objection")} />
        </Labelled>
        {field("script") ? (
          <Suspense fallback={null}>
            <ScriptOffers text={said.objection} chosen={script} onChoose={setScript} />
          </Suspense>
        ) : null}
        <div className="form-2">
          <Labelled id={`${id}-next`} label={words.log.nextStep} fault={faults.next_step}>
            <Input id={`${id}-next`} value={said.next_step} onText={say1("next_step")} />
          </Labelled>
          <Labelled id={`${id}-on`} label={words.log.nextOn} fault={faults.next_on}>
            <PickDay id={`${id}-on`} value={nextOn} onChange={setNextOn} />
          </Labelled>
        </div>
        <Labelled id={`${id}-when`} label={words.log.occurred} fault={faults.occurred_at}>
          <PickTime id={`${id}-when`} value={occurred} onChange={setOccurred} placeholder={words.deal.now} />
        </Labelled>
        <EvidenceRows
          id={id}
          attached={attached}
          kindField={kindField}
          first={preset.kind ?? "site_photo"}
          onChange={setAttached}
        />
        {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
        <Button kind="ink" submit disabled={owed.length > 0 || busy !== null}>
          {busy ??
            (owed.length > 0 ? words.log.owed(owed.join(language === "zh" ? "、" : ", ")) : words.log.save)}
        </Button>
      </form>
    </Panel>
  );
}

interface EvidenceRowsProps {
  id: string;
  attached: Attached[];
  kindField: ObjectShape["fields"][number] | undefined;
  first: string;
  onChange: (next: Attached[]) => void;
}

function EvidenceRows({ id, attached, kindField, first, onChange }: EvidenceRowsProps) {
  const words = useDeskWords();
  const label = useLabel();
  const kinds = (kindField?.options?.choices ?? []).map((each) => ({
    value: each.key,
    label: label(each.label, each.key),
  }));
  return (
    <div className="form-1">
      <span className="lb">{words.log.evidence}</span>
      <ul className="att">
        {attached.map((each) => (
          <li key={each.key}>
            <span className="clip sm">{each.file.name}</span>
            <PickOne
              label={words.log.kind}
              value={each.kind}
              options={kinds}
              width={130}
              onChange={(kind) =>
                onChange(
                  attached.map((other) =>
                    other.key === each.key ? { ...other, kind: kind ?? first } : other,
                  ),
                )
              }
            />
            <Button
              small
              kind="quiet"
              icon="x"
              aria-label={`${words.record.clearValue} ${each.file.name}`}
              onClick={() => onChange(attached.filter((other) => other.key !== each.key))}
            />
          </li>
        ))}
      </ul>
      <Drop
        id={`${id}-files`}
        label={words.log.addEvidence}
        hint={words.record.dropFile}
        onFiles={(files) =>
          onChange([...attached, ...files.map((file) => ({ key: newKey(), file, kind: first }))])
        }
      />
      <p className="sm dim">{words.log.noteGallery}</p>
    </div>
  );
}

/** What the checks said of each piece, where not all passed. */
function Checked({
  logged,
  kindField,
  onClose,
}: {
  logged: Logged;
  kindField: ObjectShape["fields"][number] | undefined;
  onClose: () => void;
}) {
  const words = useDeskWords();
  const language = useLanguage();
  const gate = useGateWords();
  return (
    <Panel title={words.log.result} onClose={onClose}>
      <ul className="lines">
        {logged.evidence.map((each) => (
          <li key={each.id}>
            <Seal state={each.state} />
            <span className="grow">
              <b>{choiceLabel(kindField, each.kind, language)}</b>
              <span className="d">{(each.why ?? []).map((why) => gate.reason(why)).join("，")}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
