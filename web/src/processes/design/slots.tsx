import { Button, Input, Labelled } from "@/ui";
import { Switch, TwoNames } from "@/designing/parts";
import type { SlotDraft } from "./api";
import { freeKey } from "./model";
import { useProcessWords } from "./words";

const MOST = 12;

interface SlotsProps {
  slots: readonly SlotDraft[];
  fault: (part: string) => string | undefined;
  onChange: (slots: SlotDraft[]) => void;
}

const SIGNS = /[,，、;；\n]/;

/** The slots of a requirement: what each photo is of, and what is looked for on it. */
export function Slots({ slots, fault, onChange }: SlotsProps) {
  const words = useProcessWords();
  const change = (at: number, part: Partial<SlotDraft>) =>
    onChange(slots.map((slot, index) => (index === at ? { ...slot, ...part } : slot)));
  const add = () => {
    const key = freeKey(
      "slot",
      slots.map((slot) => slot.key),
    );
    onChange([...slots, { key, label: { zh: "", en: "" }, words: [], measure: false }]);
  };
  return (
    <fieldset className="pd-slots">
      <legend>{words.slots.title}</legend>
      <p className="sm dim">{words.slots.note}</p>
      {slots.map((slot, at) => (
        <SlotForm
          key={at}
          slot={slot}
          n={at + 1}
          fault={(part) => fault(`slots.${at}.${part}`)}
          onChange={(part) => change(at, part)}
          onDrop={() => onChange(slots.filter((_, index) => index !== at))}
        />
      ))}
      {slots.length < MOST ? (
        <Button small icon="plus" onClick={add}>
          {words.slots.add}
        </Button>
      ) : null}
    </fieldset>
  );
}

interface SlotFormProps {
  slot: SlotDraft;
  n: number;
  fault: (part: string) => string | undefined;
  onChange: (part: Partial<SlotDraft>) => void;
  onDrop: () => void;
}

function SlotForm({ slot, n, fault, onChange, onDrop }: SlotFormProps) {
  const words = useProcessWords();
  const id = `slot-${n}`;
  const name = slot.label.zh || slot.label.en || slot.key;
  return (
    <section className="pd-slot" aria-label={words.slots.one(String(n))}>
      <div className="row between">
        <b>{words.slots.one(String(n))}</b>
        <Button kind="quiet" small aria-label={words.slots.drop(name)} onClick={onDrop}>
          {words.drop}
        </Button>
      </div>
      <TwoNames
        zh={words.slots.zh}
        en={words.slots.en}
        value={slot.label}
        fault={fault("label")}
        onChange={(label) => onChange({ label })}
      />
      <Labelled
        id={`${id}-words`}
        label={words.slots.words}
        fault={fault("words")}
        note={words.slots.wordsNote}
      >
        <Input
          id={`${id}-words`}
          value={(slot.words ?? []).join("、")}
          maxLength={800}
          onText={(said) => onChange({ words: said === "" ? [] : said.split(SIGNS) })}
        />
      </Labelled>
      <Switch
        label={words.slots.measure}
        on={slot.measure ?? false}
        onSwitch={(measure) => onChange({ measure })}
      />
      <Labelled id={`${id}-key`} label={words.key} fault={fault("key")}>
        <Input id={`${id}-key`} value={slot.key} maxLength={48} onText={(key) => onChange({ key })} />
      </Labelled>
    </section>
  );
}
