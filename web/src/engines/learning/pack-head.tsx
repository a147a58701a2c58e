import { useId } from "react";
import { PickRecord } from "@/fields/pick-record";
import { Input, Labelled, Section } from "@/ui";
import { PickMany } from "@/ui/antd";
import type { Pack } from "./shapes";
import { useStageLabel, useStages } from "./use-labels";
import { useLearningWords } from "./words";

interface HeadProps {
  pack: Pack;
  editable: boolean;
  onChange: (pack: Pack) => void;
}

/** What a pack is called and which deals it is for. */
export function PackHead({ pack, editable, onChange }: HeadProps) {
  const { packs: words } = useLearningWords();
  const id = useId();
  const stage = useStageLabel();
  const stages = useStages();
  if (!editable) {
    const facts = [
      [words.field.team, pack.team?.label ?? words.everyone],
      [words.field.stages, pack.stages.map(stage).join("、") || words.any],
      [words.field.product, pack.product?.label ?? words.any],
    ] as const;
    return (
      <Section title={words.head.scope}>
        <dl className="le-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
    );
  }
  return (
    <Section title={words.head.scope}>
      <div className="form-1">
        <Labelled id={`${id}-title`} label={words.field.title}>
          <Input
            id={`${id}-title`}
            value={pack.title}
            maxLength={200}
            onText={(title) => onChange({ ...pack, title })}
          />
        </Labelled>
        <Labelled id={`${id}-team`} label={words.field.team}>
          <PickRecord
            id={`${id}-team`}
            object="department"
            value={pack.team}
            clearable
            onChange={(team) => onChange({ ...pack, team })}
          />
        </Labelled>
        <Labelled id={`${id}-stages`} label={words.field.stages}>
          <PickMany
            id={`${id}-stages`}
            value={pack.stages}
            options={stages}
            placeholder={words.any}
            onChange={(chosen) => onChange({ ...pack, stages: [...chosen] })}
          />
        </Labelled>
        <Labelled id={`${id}-product`} label={words.field.product}>
          <PickRecord
            id={`${id}-product`}
            object="product"
            value={pack.product}
            clearable
            onChange={(product) => onChange({ ...pack, product })}
          />
        </Labelled>
      </div>
    </Section>
  );
}
