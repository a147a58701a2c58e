import { useId } from "react";
import { NumberField, Seg, Switch, TwoNames } from "@/designing/parts";
import { NameOf } from "@/events/change";
import { PickRecord } from "@/fields/pick-record";
import { Icon, Input, Labelled } from "@/ui";
import type { GivingRule, Otherwise, Strategy } from "../shapes";
import { useRoutingWords } from "../words";

interface RuleSideProps {
  rule: GivingRule;
  faults: Record<string, string>;
  onChange: (rule: GivingRule) => void;
}

const TERMS = ["region", "skill", "load"] as const;
const USUAL = { region: 30, skill: 50, load: 20 };

/** Of one rule what is not a layer: its name, the strategy, what follows where nobody is left. */
export function RuleSide({ rule, faults, onChange }: RuleSideProps) {
  const words = useRoutingWords();
  const { design } = words;
  const id = useId();
  const put = (more: Partial<GivingRule>) => onChange({ ...rule, ...more });
  return (
    <div className="form-1">
      <TwoNames
        zh={design.nameZh}
        en={design.nameEn}
        value={rule.label}
        fault={faults["label.zh"] ?? faults["label.en"]}
        onChange={(label) => put({ label })}
      />
      <p className="lb">{design.strategy}</p>
      <Seg<Strategy>
        label={design.strategy}
        value={rule.strategy}
        options={(Object.keys(design.strategies) as Strategy[]).map((value) => ({
          value,
          label: design.strategies[value],
        }))}
        onPick={(strategy) => put({ strategy })}
      />
      {rule.strategy === "weighted" ? (
        <Weights rule={rule} onChange={onChange} fault={faults.weights} />
      ) : null}
      {rule.strategy === "best_fit" ? (
        <fieldset className="dg-set gd-terms">
          <legend>{design.wants}</legend>
          {TERMS.map((term) => (
            <NumberField
              key={term}
              label={words.fit[term]}
              value={rule.wants[term] ?? null}
              none={String(USUAL[term])}
              unit={design.pts}
              onNumber={(value) => {
                const { [term]: _, ...rest } = rule.wants;
                put({ wants: value === null ? rest : { ...rest, [term]: value } });
              }}
            />
          ))}
        </fieldset>
      ) : null}
      <Switch
        label={design.hours}
        on={rule.working_hours}
        onSwitch={(working_hours) => put({ working_hours })}
      />
      <p className="lb">{design.otherwise}</p>
      <Seg<Otherwise>
        label={design.otherwise}
        value={rule.otherwise}
        options={(Object.keys(design.otherwises) as Otherwise[]).map((value) => ({
          value,
          label: design.otherwises[value],
        }))}
        onPick={(otherwise) => put({ otherwise })}
      />
      {rule.otherwise === "pool" ? (
        <Labelled id={`${id}-pool`} label={design.pool}>
          <Input
            id={`${id}-pool`}
            value={rule.pool ?? ""}
            maxLength={80}
            onText={(pool) => put({ pool: pool || null })}
          />
        </Labelled>
      ) : null}
    </div>
  );
}

function Weights({ rule, fault, onChange }: Omit<RuleSideProps, "faults"> & { fault: string | undefined }) {
  const { design } = useRoutingWords();
  const entries = Object.entries(rule.weights);
  return (
    <fieldset className="dg-set">
      <legend>{design.weights}</legend>
      {entries.map(([person, weight]) => (
        <div key={person} className="row">
          <span className="grow">
            <NumberField
              label={<NameOf object="person" id={person} />}
              value={weight}
              unit={design.weight}
              onNumber={(value) => onChange({ ...rule, weights: { ...rule.weights, [person]: value ?? 1 } })}
            />
          </span>
          <button
            type="button"
            className="tap"
            aria-label={design.dropOne(person)}
            onClick={() =>
              onChange({ ...rule, weights: Object.fromEntries(entries.filter(([each]) => each !== person)) })
            }
          >
            <Icon name="x" size="s" />
          </button>
        </div>
      ))}
      {fault ? <p className="sm risk">{fault}</p> : null}
      <PickRecord
        key={entries.length}
        label={design.addWeight}
        placeholder={design.addWeight}
        object="person"
        value={null}
        onChange={(one) => one && onChange({ ...rule, weights: { ...rule.weights, [one.id]: 2 } })}
      />
    </fieldset>
  );
}
