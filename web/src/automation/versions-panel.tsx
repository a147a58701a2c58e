import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { VersionList } from "@/designing/versions";
import { say } from "@/ui/notice";
import { differencesOf } from "./model";
import type { RuleSaid } from "./saying";
import type { Rule, RuleDesign } from "./shapes";
import { useRuleWords } from "./words";

interface VersionsPanelProps {
  design: RuleDesign;
  rule: Rule;
  said: RuleSaid;
  onBring: (rule: Rule) => void;
}

/** Earlier versions beside what is being worked on. */
export function VersionsPanel({ design, rule, said, onBring }: VersionsPanelProps) {
  const words = useRuleWords();
  return (
    <VersionList
      versions={design.versions.filter((each) => each.rule)}
      live={design.published ? design.version : null}
      difference={(each) => (each.rule ? <Differences from={each.rule} to={rule} said={said} /> : null)}
      onBring={(each) => {
        if (each.rule) onBring({ ...each.rule, key: rule.key });
        say(words.brought(number(each.version)));
      }}
    />
  );
}

/** Part by part, in words: what it was, what it has become. */
export function Differences({ from, to, said }: { from: Rule; to: Rule; said: RuleSaid }) {
  const words = useRuleWords();
  const label = useLabel();
  const lines = differencesOf(from, to);
  if (lines.length === 0) return <p className="sm mut">{words.same}</p>;
  const spoken = (place: string, rule: Rule): string => {
    if (place === "when") return said.when(rule);
    if (place === "if") return said.condition(rule.object, rule.if);
    if (place === "then")
      return rule.then.map((step) => said.step(rule.object, step)).join(words.say.then) || "—";
    if (place === "label") return label(rule.label);
    if (place === "object") return said.object(rule.object);
    if (place === "limit")
      return rule.limit
        ? `${number(rule.limit.count)} ${words.times} · ${words.pers[rule.limit.per]}`
        : words.limitNone;
    if (place === "order") return number(rule.order);
    if (place === "once")
      return rule.once
        ? rule.once === "$record"
          ? words.onRecord
          : said.field(rule.object, rule.once)
        : words.everyTime;
    return rule[place as "stop" | "imports" | "standing" | "enabled"] ? "✓" : "—";
  };
  return (
    <dl className="ru-differ">
      {lines.map(({ place }) => {
        const [was, is] = [spoken(place, from), spoken(place, to)];
        return (
          <div key={place}>
            <dt>{words.places[place as keyof typeof words.places]}</dt>
            <dd>
              {was === is ? (
                <>
                  {is} <span className="dim">{words.details}</span>
                </>
              ) : (
                <>
                  <s>{was}</s> → {is}
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
