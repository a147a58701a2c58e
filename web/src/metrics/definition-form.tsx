import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Seg, TwoNames } from "@/designing/parts";
import { Button, Input, Labelled, Section, TextArea } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import { dividing, fresh, moments, newTerm, type Draft } from "./draft";
import type { Unit } from "./queries";
import { TermForm } from "./term-form";
import { ThresholdsForm } from "./thresholds-form";
import { useMetricWords } from "./words";

interface FormProps {
  draft: Draft;
  shape: ObjectShape;
  objects: ObjectShape[];
  /** It is kept already: its key and its object stay. */
  kept: boolean;
  faults: Record<string, string>;
  onChange: (draft: Draft) => void;
}

const UNITS: Unit[] = ["count", "money", "percent", "days", "hours"];

/** Every part of a metric, each fault at its place. */
export function DefinitionForm(props: FormProps) {
  const { draft, shape, faults, onChange } = props;
  const words = useMetricWords();
  const put = (more: Partial<Draft>) => onChange({ ...draft, ...more });
  const within = (prefix: string) =>
    Object.fromEntries(
      Object.entries(faults)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, why]) => [name.slice(prefix.length), why]),
    );
  return (
    <div className="stack">
      <Section title={words.edit.about}>
        <About {...props} />
      </Section>
      <Section title={words.edit.terms} note={words.edit.termsNote}>
        {draft.terms.map((term, at) => (
          <TermForm
            key={at}
            shape={shape}
            term={term}
            faults={within(`terms.${at}.`)}
            onChange={(next) =>
              put({ terms: draft.terms.map((each, index) => (index === at ? next : each)) })
            }
            onRemove={
              draft.terms.length > 1
                ? () => put({ terms: draft.terms.filter((_, index) => index !== at) })
                : null
            }
          />
        ))}
        {faults.terms ? <p className="sm risk">{faults.terms}</p> : null}
        {draft.terms.length < 6 ? (
          <p>
            <Button small icon="plus" onClick={() => put({ terms: [...draft.terms, newTerm(draft.terms)] })}>
              {words.edit.addTerm}
            </Button>
          </p>
        ) : null}
      </Section>
      <Section title={words.edit.result}>
        <Result {...props} />
      </Section>
      <Section title={words.edit.thresholds} note={words.edit.thresholdsNote}>
        <ThresholdsForm
          thresholds={draft.thresholds}
          unit={draft.unit}
          faults={faults}
          onChange={(thresholds) => put({ thresholds })}
        />
      </Section>
    </div>
  );
}

function About({ draft, shape, objects, kept, faults, onChange }: FormProps) {
  const words = useMetricWords();
  const label = useLabel();
  const id = useId();
  const put = (more: Partial<Draft>) => onChange({ ...draft, ...more });
  return (
    <div className="mte-grid">
      <TwoNames
        zh={words.edit.zh}
        en={words.edit.en}
        value={draft.label}
        fault={faults.label ?? faults["label.zh"]}
        onChange={(next) => put({ label: next })}
      />
      <Labelled id={`${id}-key`} label={words.edit.key} fault={faults.key} note={words.edit.keyNote}>
        <Input
          id={`${id}-key`}
          className="mono"
          value={draft.key}
          maxLength={48}
          disabled={kept}
          invalid={faults.key !== undefined}
          onText={(key) => put({ key: key.trim().toLowerCase() })}
        />
      </Labelled>
      <Labelled id={`${id}-object`} label={words.columns.of}>
        <PickOne
          id={`${id}-object`}
          value={draft.object}
          disabled={kept}
          options={objects.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(object) =>
            onChange({ ...fresh(object ?? draft.object), key: draft.key, label: draft.label })
          }
        />
      </Labelled>
      {(["zh", "en"] as const).map((language) => (
        <Labelled
          key={language}
          id={`${id}-about-${language}`}
          label={words.edit.descriptions[language]}
          fault={language === "zh" ? faults.description : undefined}
        >
          <TextArea
            id={`${id}-about-${language}`}
            rows={2}
            maxLength={400}
            value={draft.description[language]}
            onText={(text) => put({ description: { ...draft.description, [language]: text } })}
          />
        </Labelled>
      ))}
      <Labelled id={`${id}-time`} label={words.edit.time} fault={faults.time} note={words.edit.timeNote}>
        <PickOne
          id={`${id}-time`}
          clearable
          placeholder={words.now}
          value={draft.time}
          options={moments(shape).map((each) => ({
            value: each.name,
            label: label(each.label, each.name),
          }))}
          onChange={(time) => put({ time })}
        />
      </Labelled>
      <Labelled id={`${id}-by`} label={words.edit.dimensions} fault={dimensionFault(faults)}>
        <PickMany
          id={`${id}-by`}
          value={draft.dimensions}
          options={dividing(shape).map((each) => ({
            value: each.name,
            label: label(each.label, each.name),
          }))}
          onChange={(dimensions) => put({ dimensions: dimensions.slice(0, 12) })}
        />
      </Labelled>
    </div>
  );
}

const dimensionFault = (faults: Record<string, string>): string | undefined =>
  Object.entries(faults).find(([name]) => name.startsWith("dimensions"))?.[1];

function Result({ draft, faults, onChange }: FormProps) {
  const words = useMetricWords();
  const id = useId();
  const put = (more: Partial<Draft>) => onChange({ ...draft, ...more });
  return (
    <div className="mte-result">
      <Labelled id={`${id}-formula`} label={words.formula} fault={faults.formula}>
        <Input
          id={`${id}-formula`}
          className="mono"
          value={draft.formula}
          maxLength={500}
          invalid={faults.formula !== undefined}
          onText={(formula) => put({ formula })}
        />
      </Labelled>
      <p className="row sm">
        <span className="dim">{words.edit.insert}</span>
        {draft.terms.map((each) => (
          <Button
            key={each.name}
            small
            kind="quiet"
            onClick={() => put({ formula: `${draft.formula} ${each.name}`.trim() })}
          >
            <span className="mono">{each.name}</span>
          </Button>
        ))}
      </p>
      <div className="mte-line">
        <div className="lbd">
          <span className="lb">{words.edit.unit}</span>
          <Seg
            label={words.edit.unit}
            value={draft.unit}
            options={UNITS.map((value) => ({ value, label: words.edit.units[value] }))}
            onPick={(unit) => put({ unit })}
          />
          {faults.unit ? <p className="sm risk">{faults.unit}</p> : null}
        </div>
        <div className="lbd">
          <span className="lb">{words.columns.better}</span>
          <Seg
            label={words.columns.better}
            value={draft.direction}
            options={(["more", "less"] as const).map((value) => ({ value, label: words[value] }))}
            onPick={(direction) => put({ direction })}
          />
        </div>
      </div>
    </div>
  );
}
