import { clock, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Choice } from "@/app/shapes";
import { Avatar } from "@/ui/chip";
import type { Sheet, SheetStep, Task } from "../api";
import { useReasons } from "../reasons";
import { useDue } from "../spoken";
import { useApprovalWords } from "../words";
import { TaskWord } from "./state";
import "./rail.css";

/** The way it goes, step by step: who was asked, what each said, when and why; at the desk and in the pocket. */
export function Rail({ sheet, now }: { sheet: Sheet; now: string }) {
  const words = useApprovalWords();
  const started = `${shortDay(sheet.started_at)} ${clock(sheet.started_at)}`;
  return (
    <ol className="ap-rail">
      <li className="past">
        <p className="ap-rail-h">
          <b>{sheet.starter.label}</b> <span className="sm dim">{words.by("", started).trim()}</span>
        </p>
      </li>
      {sheet.steps.map((step) => (
        <Stop key={step.key} step={step} reasons={sheet.may.reasons} now={now} />
      ))}
      {sheet.copies.length > 0 ? (
        <li className="past">
          <p className="sm mut">
            {words.copied} {sheet.copies.map(({ person }) => person.label).join("、")}
          </p>
        </li>
      ) : null}
      <li className={sheet.ended_at ? "past end" : "end"}>
        <p className="ap-rail-h">
          <b>{sheet.ended_at ? words.ended(words.states[sheet.state]) : words.end}</b>{" "}
          {sheet.ended_at ? (
            <span className="sm dim">
              {shortDay(sheet.ended_at)} {clock(sheet.ended_at)}
            </span>
          ) : null}
        </p>
      </li>
    </ol>
  );
}

interface StopProps {
  step: SheetStep;
  reasons: readonly Choice[];
  now: string;
}

function Stop({ step, reasons, now }: StopProps) {
  const words = useApprovalWords();
  const label = useLabel();
  const here = step.state === "open";
  const past = step.state === "passed" || step.state === "ended";
  return (
    <li className={here ? "here" : past ? "past" : ""} aria-current={here ? "step" : undefined}>
      <p className="ap-rail-h">
        <b>{label(step.label, step.key)}</b>{" "}
        {step.tasks.length > 1 ? <span className="sm dim">{words.modes[step.mode]}</span> : null}
      </p>
      {step.tasks.length === 0 && !past ? <p className="sm dim">{words.nobodyYet}</p> : null}
      <ul>
        {step.tasks.map((task) => (
          <Said key={task.id} task={task} reasons={reasons} now={now} />
        ))}
      </ul>
    </li>
  );
}

function Said({ task, reasons, now }: Omit<StopProps, "step"> & { task: Task }) {
  const words = useApprovalWords();
  const reason = useReasons(reasons);
  const due = useDue(now)(task.state === "waiting" ? task.due_at : null);
  const at = task.done_at ?? task.asked_at;
  const name = task.person.label ?? "";
  return (
    <li data-task={task.state}>
      <Avatar name={name} />
      <span className="grow">
        <span className="row">
          <span className="grow">
            {name}
            {task.on_behalf?.label ? (
              <span className="sm dim"> {words.behalf(task.on_behalf.label)}</span>
            ) : null}
          </span>
          <span className="sm">
            <TaskWord state={task.state} />
          </span>
        </span>
        {task.reason || task.comment ? (
          <span className="ap-said">
            {task.reason ? <b>{reason(task.reason)}</b> : null} {task.comment}
          </span>
        ) : null}
        <span className="sm dim n">
          {at ? `${shortDay(at)} ${clock(at)}` : ""}
          {due ? <span className={due.look}> · {due.text}</span> : null}
        </span>
      </span>
    </li>
  );
}
