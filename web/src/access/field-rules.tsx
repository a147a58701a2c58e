import { useLabel } from "@/app/language";
import { Chip, Panel } from "@/ui";
import { Choose } from "./choose";
import type { Grantable, Role, Rule } from "./shapes";
import { useAccessWords } from "./words";

interface FieldRulesProps {
  object: Grantable;
  role: Role;
  base: Role | null;
  change: (part: Partial<Role>) => void;
  onClose: () => void;
}

/** Field by field: seen and changed, seen only, or not there at all. */
export function FieldRules({ object, role, base, change, onClose }: FieldRulesProps) {
  const words = useAccessWords();
  const label = useLabel();
  const rules = role.fields[object.name] ?? {};
  const before = base ? (base.fields[object.name] ?? {}) : rules;
  const put = (field: string, rule: Rule | "open") => {
    const { [field]: _, ...rest } = rules;
    const next = rule === "open" ? rest : { ...rest, [field]: rule };
    const { [object.name]: __, ...others } = role.fields;
    change({ fields: Object.keys(next).length ? { ...others, [object.name]: next } : others });
  };
  const options: (Rule | "open")[] = ["open", "read", "hidden"];
  return (
    <Panel title={words.matrix.rulesOf(label(object.label, object.name))} onClose={onClose}>
      <p className="sm mut">{words.rules.note}</p>
      <ul className="acc-rules">
        {object.fields.map((field) => {
          const rule = rules[field.name] ?? "open";
          const name = label(field.label, field.name);
          return (
            <li key={field.name} data-rule={field.name}>
              <span className="grow clip">
                {name} {field.type === "money" ? <Chip tone="line">{words.rules.money}</Chip> : null}
              </span>
              <Choose
                label={words.rules.of(name)}
                value={rule}
                changed={rule !== (before[field.name] ?? "open")}
                options={options
                  .filter((each) => each !== "read" || !field.fixed || rule === "read")
                  .map((value) => ({
                    value,
                    label: value === "open" && field.fixed ? words.rules.read : words.rules[value],
                  }))}
                onChange={(next) => put(field.name, next)}
              />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
