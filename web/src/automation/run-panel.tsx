import { Link } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { NameOf } from "@/events/change";
import { Button, Failed, Panel, Section } from "@/ui";
import { say } from "@/ui/notice";
import { useRule, useRuleDesigning } from "./api";
import { RunState } from "./runs-page";
import type { RuleSaid } from "./saying";
import type { Run, RunStep, Values } from "./shapes";
import { judgedIn, WhyList } from "./why-list";
import { useRuleWords } from "./words";

interface RunPanelProps {
  run: Run;
  said: RuleSaid;
  onClose: () => void;
}

/** Why it happened: rule and version, the occasion, the condition with its values, what was done. */
export function RunPanel({ run, said, onClose }: RunPanelProps) {
  const words = useRuleWords();
  const label = useLabel();
  const { data: design } = useRule(run.rule);
  const rule =
    design?.versions.find((each) => each.version === run.version)?.rule ?? design?.published ?? null;
  const name = label(design?.label, run.rule);
  return (
    <Panel title={words.runTitle} onClose={onClose}>
      <div className="stack">
        <div>
          <p className="ru-run-h">
            <Link to={`/rules/${run.rule}`}>{name}</Link> <RunState state={run.state} />
          </p>
          <p className="sm dim">
            {words.versionOf(number(run.version))} · {shortDay(run.at)} {clock(run.at)} ·{" "}
            {words.tries(number(run.tries))}
          </p>
          {run.object && run.record ? (
            <p>
              <Link to={`/o/${run.object}/${run.record}`}>
                <NameOf object={run.object} id={run.record} />
              </Link>
            </p>
          ) : null}
        </div>
        <Section thin title={words.because}>
          {rule ? <p>{said.when(rule)}</p> : null}
          <Facts why={run.why} />
        </Section>
        <Section thin title={words.conditions}>
          <WhyList object={run.object} condition={rule?.if ?? null} judged={judgedIn(run.why)} />
        </Section>
        <Section thin title={words.runColumns.steps}>
          <ol className="ru-filled">
            {run.steps.map((step, at) => (
              <Step key={at} step={step} said={said} />
            ))}
          </ol>
          {run.next_at ? (
            <p className="sm wait">{words.next(`${shortDay(run.next_at)} ${clock(run.next_at)}`)}</p>
          ) : null}
        </Section>
        <Mend run={run} />
      </div>
    </Panel>
  );
}

/** What the occasion brought along. */
function Facts({ why }: { why: Run["why"] }) {
  const words = useRuleWords();
  const known = words.facts;
  const facts = Object.entries((why.facts as Record<string, unknown> | undefined) ?? {}).filter(
    ([, value]) => value !== null && typeof value !== "object",
  );
  if (facts.length === 0) return null;
  return (
    <dl className="ru-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{known[name] ?? name}</dt>
          <dd>{instant(String(value))}</dd>
        </div>
      ))}
    </dl>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;
const instant = (text: string): string => (INSTANT.test(text) ? `${shortDay(text)} ${clock(text)}` : text);

/** The record an action's result names. */
function writtenBy(result: Values | null | undefined): { object: string; id: string } | null {
  const { object, id, work_item: item } = result ?? {};
  if (typeof item === "string") return { object: "work_item", id: item };
  return typeof object === "string" && typeof id === "string" ? { object, id } : null;
}

function Step({ step, said }: { step: RunStep; said: RuleSaid }) {
  const words = useRuleWords();
  const written = writtenBy(step.result);
  return (
    <li data-step-state={step.state}>
      <b>{said.action(step.action)}</b>{" "}
      <span className={step.state === "done" ? "good sm" : "risk sm"}>
        {words.stepStates[step.state] ?? step.state}
      </span>
      {written ? (
        <p className="sm">
          <Link to={`/o/${written.object}/${written.id}`}>
            <NameOf object={written.object} id={written.id} />
          </Link>
        </p>
      ) : null}
      {step.error ? (
        <p className="sm risk">
          {step.error.message ?? step.error.code}
          {Object.entries(step.error.fields ?? {}).map(([field, code]) => (
            <span key={field}>
              {" "}
              {field}: {code}
            </span>
          ))}
        </p>
      ) : null}
    </li>
  );
}

/** What a person may do about a failure. */
function Mend({ run }: { run: Run }) {
  const words = useRuleWords();
  const publishes = useMe().data?.permissions.includes("rules:publish") ?? false;
  const { replayRun, skipRun } = useRuleDesigning();
  const { busy, cause, attempt } = useTrying();
  if (!publishes || !["dead", "waiting"].includes(run.state)) return null;
  const go = async (what: () => Promise<unknown>, done: string) => {
    await attempt(async () => {
      await what();
      say(done);
    });
  };
  return (
    <div>
      <p className="sm mut">{words.deadNote}</p>
      <p className="row ru-mend">
        <Button
          kind="ink"
          small
          disabled={busy}
          onClick={() => void go(() => replayRun(run.id), words.replayedRun)}
        >
          {words.replayRun}
        </Button>
        <Button small disabled={busy} onClick={() => void go(() => skipRun(run.id), words.skippedRun)}>
          {words.skipRun}
        </Button>
      </p>
      {cause ? <Failed cause={cause} /> : null}
    </div>
  );
}
