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
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Button, Icon } from "@/ui";
import { PickOne } from "@/ui/antd";
import { blankStep, faultsIn, movedTo } from "./model";
import type { RuleSaid } from "./saying";
import type { Rule, Step, Vocabulary } from "./shapes";
import { StepForm } from "./step-form";
import { useRuleWords } from "./words";
import "./steps.css";

interface ThenFormProps {
  rule: Rule;
  objects: ObjectShape[];
  vocabulary: Vocabulary | undefined;
  said: RuleSaid;
  /** By place inside `then`: `0.input.title`. */
  faults: Record<string, string>;
  onChange: (then: Step[]) => void;
}

/** 则: the steps in their order, one of them open. */
export function ThenForm({ rule, objects, vocabulary, said, faults, onChange }: ThenFormProps) {
  const words = useRuleWords();
  const label = useLabel();
  const [open, setOpen] = useState(0);
  const [told, setTold] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const steps = rule.then;
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length || from === to) return;
    onChange(movedTo(steps, from, to));
    setOpen(to);
    setTold(words.stepMoved(number(to + 1)));
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (over) move(Number(active.id), Number(over.id));
  };
  const offered = [...(vocabulary?.actions ?? [])].sort((a, b) => rank(a.name) - rank(b.name));
  const add = (name: string | null) => {
    const action = vocabulary?.actions.find((each) => each.name === name);
    if (!action) return;
    onChange([...steps, blankStep(action, rule.object)]);
    setOpen(steps.length);
  };
  return (
    <>
      {steps.length === 0 ? <p className="mut">{words.noStep}</p> : null}
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <ol className="ru-steps">
          {steps.map((step, at) => (
            <StepLine
              key={`${at}${step.action}`}
              at={at}
              last={at === steps.length - 1}
              name={said.step(rule.object, step)}
              open={at === open}
              bad={Object.keys(faultsIn(faults, String(at))).length > 0}
              onOpen={() => setOpen(at === open ? -1 : at)}
              onStep={(by) => move(at, at + by)}
              onDrop={() => onChange(steps.filter((_, index) => index !== at))}
            >
              <StepForm
                rule={rule}
                step={step}
                objects={objects}
                vocabulary={vocabulary}
                faults={faultsIn(faults, String(at))}
                onChange={(next) => onChange(steps.map((each, index) => (index === at ? next : each)))}
              />
            </StepLine>
          ))}
        </ol>
      </DndContext>
      <PickOne
        label={words.addStep}
        width={240}
        value={null}
        placeholder={words.addStep}
        options={offered.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
        onChange={add}
      />
      {faults[""] ? <p className="sm risk">{faults[""]}</p> : null}
      <p className="off-screen" role="status">
        {told}
      </p>
    </>
  );
}

/** What rules are mostly made of comes first. */
const FIRST = [
  "set_fields",
  "create_record",
  "notify",
  "open_work_item",
  "send_content",
  "request_approval",
  "call_webhook",
];
const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

interface StepLineProps {
  at: number;
  last: boolean;
  name: string;
  open: boolean;
  bad: boolean;
  onOpen: () => void;
  onStep: (by: 1 | -1) => void;
  onDrop: () => void;
  children: React.ReactNode;
}

function StepLine({ at, last, name, open, bad, onOpen, onStep, onDrop, children }: StepLineProps) {
  const words = useRuleWords();
  const drag = useDraggable({ id: at });
  const { setNodeRef, isOver } = useDroppable({ id: at });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onStep(event.key === "ArrowUp" ? -1 : 1);
  };
  const mark = [
    open ? "on" : "",
    bad ? "bad" : "",
    drag.isDragging ? "gone" : "",
    isOver && !drag.isDragging ? "over" : "",
  ];
  const move = drag.transform ? { transform: `translateY(${drag.transform.y}px)` } : undefined;
  return (
    <li
      ref={(element) => {
        setNodeRef(element);
        drag.setNodeRef(element);
      }}
      className={mark.filter(Boolean).join(" ")}
      style={move}
      data-step={at}
    >
      <div className="ru-step-h" onPointerDown={drag.listeners?.onPointerDown as never}>
        <Icon name="grip" size="s" />
        <span className="ru-num n">{number(at + 1)}</span>
        <button
          type="button"
          className="ru-step-n clip"
          aria-expanded={open}
          title={words.stepGrip(name)}
          onClick={onOpen}
          onKeyDown={onKeyDown}
        >
          {name}
        </button>
        <button
          type="button"
          className="tap"
          disabled={at === 0}
          aria-label={`${words.up}: ${name}`}
          onClick={() => onStep(-1)}
        >
          <Icon name="up" size="s" />
        </button>
        <button
          type="button"
          className="tap"
          disabled={last}
          aria-label={`${words.down}: ${name}`}
          onClick={() => onStep(1)}
        >
          <Icon name="down" size="s" />
        </button>
        <Button small kind="quiet" onClick={onDrop}>
          {words.dropStep}
        </Button>
      </div>
      {open ? <div className="ru-step-b">{children}</div> : null}
    </li>
  );
}
