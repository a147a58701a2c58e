import { number } from "@/app/format";
import { useGateWords } from "@/app/gate";
import { useLabel } from "@/app/language";
import type { Process, Requirement } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Panel } from "@/ui";
import { useWords } from "@/app/language";

interface GateRuleProps {
  process: Process;
  to: string;
  onClose: () => void;
}

/** ∵ of a gate: the rule and its version, what it reads, what it does. */
export function GateRule({ process, to, onClose }: GateRuleProps) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const gate = useGateWords();
  const node = process.nodes.find((each) => each.key === to);
  const terms = (asked: Requirement): string =>
    [
      asked.count ? words.deal.countOf(number(asked.count)) : "",
      asked.within_m ? shared.gate.within(asked.within_m) : "",
      asked.max_age_days ? shared.gate.fresh(asked.max_age_days) : "",
    ]
      .filter(Boolean)
      .join(shared.gate.and);
  return (
    <Panel title={words.deal.ruleTitle} onClose={onClose}>
      <p className="mut sm">
        {words.deal.ruleText(
          label(process.label, process.key),
          number(process.version),
          label(node?.label, to),
        )}
      </p>
      <ul className="lines">
        {node?.requires.map((asked) => (
          <li key={asked.key}>
            <span className="grow">
              <b>{gate.title(asked)}</b>
              <span className="d">{terms(asked)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mut sm panel-note">
        {node?.advance === "ask" ? words.deal.ruleAsk : words.deal.ruleAuto}
      </p>
    </Panel>
  );
}
