import { useState } from "react";
import { useSearchParams } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObjects, useRecord } from "@/app/queries";
import { DeskOnly } from "@/designer/desk-only";
import { Page } from "@/desk/page";
import { NameOf } from "@/events/change";
import { PickRecord } from "@/fields/pick-record";
import { Button, Chip, Empty, Failed, Labelled, Loading, Section, type Tone } from "@/ui";
import { PickOne } from "@/ui/antd";
import { useRules, useRun, useRuns, useVocabulary } from "./api";
import { RunPanel } from "./run-panel";
import { useRuleSaid, type RuleSaid } from "./saying";
import type { PassedOver, Run } from "./shapes";
import { RuleTabs } from "./tabs";
import { useRuleWords } from "./words";
import "./beside.css";
import "@/desk/history-page.css";
import "@/records/records.css";
import "./automation.css";

/** What rules did and why, newest first; what they passed over, by reason. */
export function RunsPage() {
  const words = useRuleWords();
  const may = useMe().data?.permissions.includes("schema:design");
  if (may === false) {
    return (
      <Page title={words.runs}>
        <Empty title={words.forbidden}>{words.forbiddenText}</Empty>
      </Page>
    );
  }
  return (
    <DeskOnly>
      <Log />
    </DeskOnly>
  );
}

function Log() {
  const words = useRuleWords();
  const label = useLabel();
  const [params, setParams] = useSearchParams();
  const { data: rules = [] } = useRules();
  const said = useRuleSaid(useVocabulary(null).data);
  const ask = {
    rule: params.get("rule") ?? undefined,
    record: params.get("record") ?? undefined,
    state: params.get("state") ?? undefined,
  };
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useRuns(ask);
  const runs = data?.pages.flatMap((page) => page.items) ?? [];
  const passed = ask.record || ask.state ? [] : (data?.pages[0]?.skipped ?? []);
  const asked = params.get("run");
  const { data: alone } = useRun(asked && !runs.some((run) => run.id === asked) ? asked : null);
  const open = runs.find((run) => run.id === asked) ?? (asked ? alone : null);
  const put = (more: Record<string, string | null>) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(more)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  const named = (key: string) => label(rules.find((each) => each.key === key)?.label, key);
  const title = ask.rule ? words.runsOf(named(ask.rule)) : words.runs;
  return (
    <Page
      title={title}
      panel={
        open ? <RunPanel key={open.id} run={open} said={said} onClose={() => put({ run: null })} /> : null
      }
    >
      <header className="list-h">
        <h1>{title}</h1>
        <span className="mut grow">{words.runsNote}</span>
        <RuleTabs here="runs" />
      </header>
      <Filters params={params} put={put} />
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Loading lines={8} /> : null}
      {data && runs.length === 0 ? <Empty title={words.noRuns}>{words.noRunsText}</Empty> : null}
      {runs.length > 0 ? (
        <RunTable runs={runs} said={said} named={named} open={open?.id} onOpen={(run) => put({ run })} />
      ) : null}
      {hasNextPage ? (
        <p className="ru-more">
          <Button small disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.older}
          </Button>
        </p>
      ) : null}
      {passed.length > 0 ? <Passed passed={passed} named={named} /> : null}
    </Page>
  );
}

interface FiltersProps {
  params: URLSearchParams;
  put: (more: Record<string, string | null>) => void;
}

function Filters({ params, put }: FiltersProps) {
  const words = useRuleWords();
  const label = useLabel();
  const { data: rules = [] } = useRules();
  const { data: objects = [] } = useObjects();
  const rule = rules.find((each) => each.key === params.get("rule"));
  const [picked, setPicked] = useState<string | null>(null);
  const object = picked ?? params.get("object") ?? rule?.object ?? null;
  const record = params.get("record");
  const shape = objects.find((each) => each.name === object);
  const { data: row } = useRecord(object ?? "", record ?? "", Boolean(object && record));
  const name = row && shape ? String(row[shape.title] ?? "") : "…";
  return (
    <div className="hist-f ru-filters">
      <Labelled id="runs-rule" label={words.columns.name}>
        <PickOne
          id="runs-rule"
          value={params.get("rule")}
          clearable
          placeholder={words.anyRule}
          options={rules.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
          onChange={(next) => put({ rule: next, record: null, run: null })}
        />
      </Labelled>
      <Labelled id="runs-state" label={words.runState}>
        <PickOne
          id="runs-state"
          value={params.get("state")}
          clearable
          placeholder={words.anyState}
          options={Object.entries(words.runStates).map(([value, text]) => ({ value, label: text }))}
          onChange={(next) => put({ state: next, run: null })}
        />
      </Labelled>
      <Labelled id="runs-object" label={words.object}>
        <PickOne
          id="runs-object"
          value={object}
          placeholder={words.noObject}
          options={objects.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(next) => {
            setPicked(next);
            put({ record: null, run: null });
          }}
        />
      </Labelled>
      {object ? (
        <Labelled id="runs-record" label={words.ofRecord}>
          <PickRecord
            key={object}
            id="runs-record"
            object={object}
            clearable
            placeholder={words.anyRecord}
            value={record ? { id: record, label: name } : null}
            onChange={(chosen) => put({ record: chosen?.id ?? null, object, run: null })}
          />
        </Labelled>
      ) : null}
    </div>
  );
}

const TONES: Record<string, Tone> = {
  done: "jade",
  waiting: "amber",
  failed: "amber",
  dead: "plum",
  skipped: "line",
};

export function RunState({ state }: { state: string }) {
  const words = useRuleWords();
  return <Chip tone={TONES[state] ?? "plain"}>{words.runStates[state] ?? state}</Chip>;
}

interface RunTableProps {
  runs: Run[];
  said: RuleSaid;
  named: (key: string) => string;
  open: string | undefined;
  onOpen: (id: string) => void;
}

function RunTable({ runs, said, named, open, onOpen }: RunTableProps) {
  const words = useRuleWords();
  const { runColumns: columns } = words;
  return (
    <table className="tb ru-runs" aria-label={words.runs}>
      <thead>
        <tr>
          {(["at", "rule", "record", "state", "steps", "tries"] as const).map((each) => (
            <th key={each} scope="col" className={each === "tries" ? "r" : undefined}>
              {columns[each]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr
            key={run.id}
            className={run.id === open ? "on" : undefined}
            data-run={run.id}
            data-state={run.state}
          >
            <td className="n nowrap">
              <button
                type="button"
                className="linkish"
                aria-expanded={run.id === open}
                onClick={() => onOpen(run.id)}
              >
                {shortDay(run.at)} {clock(run.at)}
              </button>
            </td>
            <td>{named(run.rule)}</td>
            <td>
              {run.object && run.record ? (
                <NameOf object={run.object} id={run.record} />
              ) : (
                <span className="dim">—</span>
              )}
            </td>
            <td>
              <RunState state={run.state} />
            </td>
            <td className="mut">{run.steps.map((step) => said.action(step.action)).join(words.say.comma)}</td>
            <td className="r n">{number(run.tries)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was looked at and not done: counted by reason, with the last one as an example. */
function Passed({ passed, named }: { passed: PassedOver[]; named: (key: string) => string }) {
  const words = useRuleWords();
  return (
    <Section title={words.passed} note={words.passedNote}>
      <ul className="lines">
        {passed.map((each) => (
          <li key={`${each.rule}${each.reason}`} data-reason={each.reason}>
            <span className="grow">
              <b>{named(each.rule)}</b> {words.reasons[each.reason] ?? each.reason}
              {each.object && each.record ? (
                <span className="d">
                  {words.latest} <NameOf object={each.object} id={each.record} />
                </span>
              ) : null}
            </span>
            <span className="n">{words.tries(number(each.count))}</span>
            <span className="sm dim n">
              {shortDay(each.last_at)} {clock(each.last_at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
