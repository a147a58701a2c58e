import { useDraggable } from "@dnd-kit/core";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Icon, Menu, Popover } from "@/ui";
import type { Drawing } from "./canvas";
import { keysOf } from "./keys";
import { isBad, placeOf, same, type Path } from "./model";
import type { StepNode } from "./shapes";
import { useFlowWords } from "./words";

interface CellProps {
  drawing: Drawing;
  step: StepNode;
  path: Path;
}

/** One step on the paper: its name, who is asked and how, what limits it. */
export function Cell({ drawing, step, path }: CellProps) {
  const words = useFlowWords();
  const label = useLabel();
  const { picked, faults, tried, pick, whoText } = drawing;
  const drag = useDraggable({ id: `node:${path.join(".")}` });
  const name = label(step.label, step.key);
  const found = tried?.steps.find((each) => each.key === step.key);
  const marks = [
    "fw-cell",
    same(picked, path) ? "on" : "",
    isBad(faults, placeOf(path)) ? "bad" : "",
    drag.isDragging ? "gone" : "",
    tried ? (found ? "taken" : "passed") : "",
  ];
  return (
    <div className={marks.filter(Boolean).join(" ")} data-place={placeOf(path)} ref={drag.setNodeRef}>
      <button
        type="button"
        className="fw-body"
        aria-pressed={same(picked, path)}
        title={words.grip(name)}
        onPointerDown={drag.listeners?.onPointerDown as never}
        onClick={() => pick(path)}
        onKeyDown={keysOf(drawing, path)}
      >
        <span className="fw-name">
          <Icon name="user" size="s" />
          <b className="clip">{name}</b>
          <small>{modeText(step, words)}</small>
        </span>
        <span className="fw-who">{whoText(step.who)}</span>
        {step.when ? <span className="fw-small">{words.onlyIf(step.when)}</span> : null}
        {step.limit ? (
          <span className="fw-small">
            {words.limitText(
              number(step.limit.hours),
              words.hoursOf[step.limit.in],
              words.lates[step.limit.then] +
                (step.limit.then === "escalate" ? whoText(step.limit.to ?? []) : ""),
            )}
          </span>
        ) : null}
        {step.copy?.length ? <span className="fw-small">{words.copyText(whoText(step.copy))}</span> : null}
        {tried ? (
          <span className="fw-tried">
            {found
              ? found.people.map((person) => person.label ?? "…").join("、") || words.tryNobody
              : words.trySkipped}
          </span>
        ) : null}
      </button>
      <NodeMenu drawing={drawing} path={path} name={name} />
    </div>
  );
}

/** 或签, or what carries a vote. */
function modeText(step: StepNode, words: ReturnType<typeof useFlowWords>): string {
  if (step.mode === "vote") return words.passText(number(Math.round(Number(step.pass || 0.5) * 100)));
  return words.modes[step.mode];
}

/** Copying and removing by press. */
export function NodeMenu({ drawing, path, name }: { drawing: Drawing; path: Path; name: string }) {
  const words = useFlowWords();
  return (
    <Popover
      side="right"
      kind="menu"
      label={name}
      door={(door) => (
        <button type="button" className="tap fw-more" aria-label={`${name} ${words.sections.more}`} {...door}>
          <Icon name="more" size="s" />
        </button>
      )}
    >
      {(close) => (
        <Menu
          close={close}
          items={[
            { key: "copy", label: words.copy, icon: "plus", onPick: () => drawing.copy(path) },
            ...(path.length % 2 === 1
              ? [
                  {
                    key: "keep",
                    label: words.copyAway,
                    icon: "doc" as const,
                    onPick: () => drawing.keep(path),
                  },
                ]
              : []),
            { key: "drop", label: words.drop, icon: "trash", onPick: () => drawing.drop(path) },
          ]}
        />
      )}
    </Popover>
  );
}
