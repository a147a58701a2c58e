import { useState } from "react";
import { useNavigate } from "react-router";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { TwoNames } from "@/designing/parts";
import { Button, Input, Labelled, Panel, Section } from "@/ui";
import { PickOne } from "@/ui/antd";
import { blankRule } from "./model";
import type { Rule, RuleLine } from "./shapes";
import { freeKey, ruleFrom, TEMPLATES } from "./templates";
import { useRuleWords } from "./words";

interface NewPanelProps {
  rules: RuleLine[];
  onClose: () => void;
}

const STEP = 10;

/** A rule to begin with: a whole one, or a blank one for an object. Nothing is kept before it is saved. */
export function NewPanel({ rules, onClose }: NewPanelProps) {
  const words = useRuleWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { data: objects = [] } = useObjects();
  const [object, setObject] = useState<string | null>(null);
  const [title, setTitle] = useState(words.newRule);
  const [key, setKey] = useState("");
  const taken = rules.map((each) => each.key);
  const order = Math.max(0, ...rules.map((each) => each.order)) + STEP;
  const begin = (rule: Rule) => void navigate("/rules/new", { state: { rule } });
  const known = (name: string | null) => name === null || objects.some((each) => each.name === name);
  return (
    <Panel title={words.newTitle} onClose={onClose}>
      <div className="ru-new">
        <Section thin title={words.fromTemplate}>
          <ul className="ru-templates">
            {TEMPLATES.filter((each) => known(each.object)).map((each) => (
              <li key={each.key}>
                <button
                  type="button"
                  data-template={each.key}
                  onClick={() => begin(ruleFrom(each, freeKey(each.key, taken), order))}
                >
                  <b>{label(each.label)}</b>
                  <span className="sm mut">{label(each.note)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Section>
        <Section thin title={words.blank} note={words.blankNote}>
          <div className="form-1">
            <Labelled id="new-rule-object" label={words.forObject}>
              <PickOne
                id="new-rule-object"
                value={object ?? ""}
                options={[
                  { value: "", label: words.noneObject },
                  ...objects.map((each) => ({ value: each.name, label: label(each.label, each.name) })),
                ]}
                onChange={(next) => setObject(next || null)}
              />
            </Labelled>
            <TwoNames zh={words.labelZh} en={words.labelEn} value={title} onChange={setTitle} />
            <Labelled id="new-rule-key" label={words.key} note={words.keyNote}>
              <Input
                id="new-rule-key"
                value={key}
                maxLength={48}
                onText={(text) => setKey(text.toLowerCase().replace(/[^a-z0-9_]/g, "_"))}
              />
            </Labelled>
            <p>
              <Button
                kind="ink"
                disabled={!/^[a-z]/.test(key) || taken.includes(key)}
                onClick={() => begin({ ...blankRule(key, title, object), order })}
              >
                {words.make}
              </Button>
            </p>
          </div>
        </Section>
      </div>
    </Panel>
  );
}
