import { useLabel } from "@/app/language";
import { Button, Empty, Input, Labelled, Menu, Popover } from "@/ui";
import type { GivingRule, LayerAbout, Rules } from "../shapes";
import { useRoutingWords } from "../words";
import { LayerForm } from "./layer-form";
import { blankLayer, faultsBelow, replaced, without } from "./model";

interface PaperProps {
  rules: Rules;
  rule: GivingRule | undefined;
  faults: Record<string, string>;
  onRule: (rule: GivingRule) => void;
  onRules: (rules: Rules) => void;
}

/** The chosen rule on paper, layer upon layer, and below what becomes of the rest. */
export function Paper({ rules, rule, faults, onRule, onRules }: PaperProps) {
  const { design: words } = useRoutingWords();
  const label = useLabel();
  return (
    <div className="dg-paper gd-paper">
      {rule ? (
        <>
          <h2 className="song">{label(rule.label, rule.key)}</h2>
          <p className="sm dim">{words.layers}</p>
          <ol className="gd-layers">
            {rule.layers.map((layer, at) => (
              <LayerForm
                key={`${rule.key}${at}`}
                layer={layer}
                about={rules.about}
                at={at}
                faults={faultsBelow(faults, `layers.${at}`)}
                onChange={(next) => onRule({ ...rule, layers: replaced(rule.layers, at, next) })}
                onDrop={() => onRule({ ...rule, layers: without(rule.layers, at) })}
              />
            ))}
          </ol>
          <Popover
            kind="menu"
            label={words.addLayer}
            door={(props) => (
              <Button small icon="plus" {...props}>
                {words.addLayer}
              </Button>
            )}
          >
            {(close) => (
              <Menu
                close={close}
                items={(Object.keys(words.layer) as LayerAbout[]).map((about) => ({
                  key: about,
                  label: words.layer[about],
                  onPick: () => onRule({ ...rule, layers: [...rule.layers, blankLayer(about)] }),
                }))}
              />
            )}
          </Popover>
        </>
      ) : (
        <Empty title={words.first}>{words.firstText}</Empty>
      )}
      <div className="gd-last">
        <Labelled id="gd-pool" label={words.lastPool} note={words.lastPoolNote}>
          <Input
            id="gd-pool"
            value={rules.pool ?? ""}
            maxLength={80}
            onText={(pool) => onRules({ ...rules, pool: pool || null })}
          />
        </Labelled>
      </div>
    </div>
  );
}
