import {
  closestCenter,
  DndContext,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { useState, type KeyboardEvent } from "react";
import { Link } from "react-router";
import { api } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { HistoryList } from "@/designer/history-list";
import { DesignersOnly } from "@/designing/designers-only";
import { Page } from "@/desk/page";
import { Button, Door, Empty, Failed, Icon, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { useRuleDesigning, useRules, useVocabulary } from "./api";
import { NewPanel } from "./new-panel";
import { newOrders } from "./ordering";
import { useRuleSaid, type RuleSaid } from "./saying";
import type { RuleDesign, RuleLine } from "./shapes";
import { RuleTabs } from "./tabs";
import { useRuleWords } from "./words";
import "@/records/records.css";
import "@/designer/designer.css";
import "./automation.css";

/** Every rule in its order: when, state, how often it fired, what failed. */
export function RulesPage() {
  const words = useRuleWords();
  return (
    <DesignersOnly words={words}>
      <Listed />
    </DesignersOnly>
  );
}

function Listed() {
  const words = useRuleWords();
  const { data: rules, error, refetch } = useRules();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={words.title}
      panel={adding ? <NewPanel rules={rules ?? []} onClose={() => setAdding(false)} /> : null}
    >
      <header className="list-h">
        <h1>{words.title}</h1>
        <span className="mut grow">{words.note}</span>
        <RuleTabs here="rules" />
        <Button small kind="ink" icon="plus" onClick={() => setAdding(true)}>
          {words.add}
        </Button>
      </header>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!rules && !error ? <Loading lines={6} /> : null}
      {rules?.length === 0 ? (
        <Empty
          title={words.empty}
          action={
            <Button kind="ink" icon="plus" onClick={() => setAdding(true)}>
              {words.add}
            </Button>
          }
        >
          {words.emptyText}
        </Empty>
      ) : null}
      <div className="stack">
        {rules && rules.length > 0 ? <RuleTable rules={rules} /> : null}
        <HistoryList only={(deed) => deed.rule !== null} />
      </div>
    </Page>
  );
}

function RuleTable({ rules: kept }: { rules: RuleLine[] }) {
  const words = useRuleWords();
  const label = useLabel();
  const said = useRuleSaid(useVocabulary(null).data);
  const { save, publish } = useRuleDesigning();
  const [put, setPut] = useState<RuleLine[] | null>(null);
  const [told, setTold] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const rules = put ?? kept;
  const move = async (from: number, to: number) => {
    const changed = newOrders(rules, from, to);
    if (to < 0 || to >= rules.length || changed.size === 0) return;
    setTold(words.moved(label(rules[from]?.label, ""), number(to + 1)));
    setPut(
      rules
        .map((each) => ({ ...each, order: changed.get(each.key) ?? each.order }))
        .sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1)),
    );
    try {
      for (const [key, order] of changed) await reorder(key, order);
    } catch (cause) {
      say(cause instanceof Error ? cause.message : "");
    }
    setPut(null);
  };
  /** The place among others is part of a rule: what is in force is published with it, a draft only keeps it. */
  const reorder = async (key: string, order: number) => {
    const design = await api<RuleDesign>(`/rules/${key}`);
    const rule = design.draft ?? design.published;
    if (!rule) return;
    await save({ ...rule, order }, design.revision);
    if (!design.draft) await publish(key);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    const at = (id: unknown) => rules.findIndex((each) => each.key === String(id));
    if (over && active.id !== over.id) void move(at(active.id), at(over.id));
  };
  const { columns } = words;
  return (
    <>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <table className="tb ru-rules" aria-label={words.title}>
          <thead>
            <tr>
              <th scope="col" className="ru-grip">
                <span className="off-screen">{columns.order}</span>
              </th>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.object}</th>
              <th scope="col">{columns.when}</th>
              <th scope="col">{columns.state}</th>
              <th scope="col" className="r">
                {columns.fired}
              </th>
              <th scope="col" className="r">
                {columns.failed}
              </th>
              <th scope="col" className="r">
                {columns.dead}
              </th>
              <th scope="col" className="ru-act">
                <span className="off-screen">{words.pause}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((each, at) => (
              <Line key={each.key} rule={each} said={said} onStep={(by) => void move(at, at + by)} />
            ))}
          </tbody>
        </table>
      </DndContext>
      <p className="off-screen" role="status">
        {told}
      </p>
    </>
  );
}

interface LineProps {
  rule: RuleLine;
  said: RuleSaid;
  onStep: (by: 1 | -1) => void;
}

function Line({ rule, said, onStep }: LineProps) {
  const words = useRuleWords();
  const label = useLabel();
  const drag = useDraggable({ id: rule.key });
  const { setNodeRef, isOver } = useDroppable({ id: rule.key });
  const name = label(rule.label, rule.key);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onStep(event.key === "ArrowUp" ? -1 : 1);
  };
  const look = [
    isOver && !drag.isDragging ? "over" : "",
    drag.isDragging ? "lifted" : "",
    rule.state === "retired" ? "off" : "",
  ];
  return (
    <tr
      ref={(node) => {
        setNodeRef(node);
        drag.setNodeRef(node);
      }}
      className={look.filter(Boolean).join(" ")}
      style={drag.transform ? { transform: `translateY(${drag.transform.y}px)` } : undefined}
      data-rule={rule.key}
    >
      <td className="ru-grip">
        <button
          type="button"
          className="tap"
          aria-label={words.grip(name)}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onPointerDown={drag.listeners?.onPointerDown as never}
          onKeyDown={onKeyDown}
        >
          <Icon name="grip" size="s" />
        </button>
      </td>
      <td>
        <Link to={`/rules/${rule.key}`}>{name}</Link>
      </td>
      <td className="mut">{said.object(rule.object)}</td>
      <td>{said.when(rule)}</td>
      <td>
        <StateSaid rule={rule} />
      </td>
      <Count rule={rule} n={rule.fired} state="done" name={words.columns.fired} />
      <Count rule={rule} n={rule.failed} state="waiting" name={words.columns.failed} />
      <Count rule={rule} n={rule.dead} state="dead" name={words.columns.dead} />
      <td className="ru-act">
        <Pause rule={rule} name={name} />
      </td>
    </tr>
  );
}

const MARKS = { live: "●", paused: "❙❙", draft: "○", retired: "—" };

/** In words, with a mark of its own shape. */
function StateSaid({ rule }: { rule: RuleLine }) {
  const words = useRuleWords();
  const tone = rule.state === "live" ? "good" : rule.state === "paused" ? "wait" : "mut";
  return (
    <span className={`nowrap ${tone}`}>
      <span aria-hidden="true">{MARKS[rule.state]}</span> {words.states[rule.state]}
      {rule.version && rule.revision > 0 ? <span className="sm wait"> {words.changed}</span> : null}
    </span>
  );
}

function Count({ rule, n, state, name }: { rule: RuleLine; n: number; state: string; name: string }) {
  const bad = state !== "done" && n > 0;
  return (
    <td className={bad ? "r n risk" : "r n"}>
      {n > 0 ? (
        <Door says={`${name} ${number(n)}`} to={`/rules/runs?rule=${rule.key}&state=${state}`}>
          {number(n)}
        </Door>
      ) : (
        <span className="dim">0</span>
      )}
    </td>
  );
}

function Pause({ rule, name }: { rule: RuleLine; name: string }) {
  const words = useRuleWords();
  const { pause } = useRuleDesigning();
  const publishes = useMe().data?.permissions.includes("rules:publish") ?? false;
  const [busy, setBusy] = useState(false);
  if (!publishes || (rule.state !== "live" && rule.state !== "paused")) return null;
  const live = rule.state === "live";
  const go = async () => {
    setBusy(true);
    try {
      await pause(rule.key, live);
      say(live ? words.paused : words.resumed);
    } catch (cause) {
      say(cause instanceof Error ? cause.message : "");
    }
    setBusy(false);
  };
  return (
    <Button
      small
      kind="quiet"
      disabled={busy}
      aria-label={`${live ? words.pause : words.resume}: ${name}`}
      onClick={() => void go()}
    >
      {live ? words.pause : words.resume}
    </Button>
  );
}
