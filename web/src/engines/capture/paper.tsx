import { useLabel, type Label } from "@/app/language";
import { NumberField, TwoNames } from "@/designing/parts";
import { Labelled, TextArea } from "@/ui";
import { PickOne } from "@/ui/antd";
import { Asks } from "./asks";
import { Fixed } from "./fixed";
import { originsOf } from "./model";
import type { Design, Limits, Shown } from "./shapes";
import { useCaptureWords } from "./words";

export interface PaperProps {
  shown: Shown;
  design: Design;
  faults: Record<string, string>;
  onChange: (design: Design) => void;
}

/** The form on paper: what it says, asks, allows. */
export function Paper(props: PaperProps) {
  const { design, faults, onChange } = props;
  const words = useCaptureWords();
  return (
    <div className="dg-paper cp-paper">
      <Basics {...props} />
      <Asks {...props} />
      <Fixed {...props} />
      <h2>{words.words}</h2>
      <div className="dg-grid">
        <TwoTexts
          name="consent"
          zh={words.consentZh}
          en={words.consentEn}
          note={words.consentNote}
          value={design.consent}
          onChange={(consent) => onChange({ ...design, consent })}
        />
        <TwoTexts
          name="thanks"
          zh={words.thanksZh}
          en={words.thanksEn}
          value={design.thanks}
          onChange={(thanks) => onChange({ ...design, thanks })}
        />
      </div>
      <h2>{words.guard}</h2>
      <Guard {...props} faults={faults} />
    </div>
  );
}

function Basics({ shown, design, faults, onChange }: PaperProps) {
  const words = useCaptureWords();
  const label = useLabel();
  return (
    <>
      <h2>{words.basics}</h2>
      <div className="dg-grid">
        <TwoNames
          zh={words.nameZh}
          en={words.nameEn}
          value={design.name}
          fault={faults["design.name.zh"] ?? faults["name.zh"] ?? faults["name.en"]}
          onChange={(name) => onChange({ ...design, name })}
        />
        <Labelled id="cp-source" label={words.source} fault={faults["source"]} note={words.sourceNote}>
          <PickOne
            id="cp-source"
            value={design.source}
            invalid={faults["source"] !== undefined}
            options={shown.sources.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
            onChange={(source) => onChange({ ...design, source: source ?? design.source })}
          />
        </Labelled>
        <span />
        <TwoTexts
          name="intro"
          zh={words.introZh}
          en={words.introEn}
          value={design.intro}
          onChange={(intro) => onChange({ ...design, intro })}
        />
      </div>
    </>
  );
}

interface TwoTextsProps {
  name: string;
  zh: string;
  en: string;
  note?: string;
  value: Label;
  onChange: (value: Label) => void;
}

/** Some lines in both languages, side by side. */
function TwoTexts({ name, zh, en, note, value, onChange }: TwoTextsProps) {
  return (
    <>
      <Labelled id={`cp-${name}-zh`} label={zh} note={note}>
        <TextArea
          id={`cp-${name}-zh`}
          value={value.zh}
          maxLength={2000}
          onText={(text) => onChange({ ...value, zh: text })}
        />
      </Labelled>
      <Labelled id={`cp-${name}-en`} label={en}>
        <TextArea
          id={`cp-${name}-en`}
          value={value.en}
          maxLength={2000}
          onText={(text) => onChange({ ...value, en: text })}
        />
      </Labelled>
    </>
  );
}

function Guard({ shown, design, faults, onChange }: PaperProps) {
  const words = useCaptureWords();
  const limit = (key: keyof Limits, label: string, unit: string) => (
    <NumberField
      label={label}
      unit={unit}
      value={design.limits[key]}
      none={String(shown.limits[key])}
      fault={faults[`design.limits.${key}`]}
      onNumber={(value) => onChange({ ...design, limits: { ...design.limits, [key]: value } })}
    />
  );
  const wrong = Object.entries(faults).find(([where]) => where.startsWith("origins"));
  return (
    <div className="cp-guard">
      <Labelled id="cp-origins" label={words.origins} fault={wrong?.[1]} note={words.originsNote}>
        <TextArea
          id="cp-origins"
          defaultValue={design.origins.join("\n")}
          invalid={wrong !== undefined}
          onText={(text) => onChange({ ...design, origins: originsOf(text) })}
        />
      </Labelled>
      {limit("body_kb", words.bodyKb, words.kb)}
      {limit("per_address", words.perAddress, words.times)}
      {limit("per_form", words.perForm, words.times)}
    </div>
  );
}
