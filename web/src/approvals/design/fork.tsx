import { useDraggable } from "@dnd-kit/core";
import { useLabel } from "@/app/language";
import { Icon } from "@/ui";
import { Steps, type Drawing } from "./canvas";
import { NodeMenu } from "./cell";
import { keysOf } from "./keys";
import { placeOf, same, takenWay, type Path } from "./model";
import type { BranchNode, Way } from "./shapes";
import { useFlowWords } from "./words";

interface ForkProps {
  drawing: Drawing;
  fork: BranchNode;
  path: Path;
}

/** The flow goes one of several ways, side by side, and comes together again. */
export function Fork({ drawing, fork, path }: ForkProps) {
  const words = useFlowWords();
  const drag = useDraggable({ id: `node:${path.join(".")}` });
  const marks = [
    "fw-fork",
    drag.isDragging ? "gone" : "",
    drawing.faults[placeOf(path)] || drawing.faults[`${placeOf(path)}.branch`] ? "bad" : "",
  ];
  return (
    <div className={marks.filter(Boolean).join(" ")} ref={drag.setNodeRef} data-place={placeOf(path)}>
      <div className="fw-top">
        <button
          type="button"
          className="fw-way-add"
          aria-label={`${words.addWay}: ${words.ways(fork.branch.length)}`}
          onClick={() => drawing.addWay(path)}
        >
          <Icon name="plus" size="s" />
          {words.addWay}
        </button>
        <button
          type="button"
          className="tap fw-grip"
          aria-label={words.grip(words.ways(fork.branch.length))}
          title={words.grip(words.fork)}
          onPointerDown={drag.listeners?.onPointerDown as never}
          onKeyDown={keysOf(drawing, path)}
        >
          <Icon name="grip" size="s" />
        </button>
        <NodeMenu drawing={drawing} path={path} name={words.fork} />
      </div>
      <ul className="fw-ways">
        {fork.branch.map((way, at) => (
          <li key={at} className="fw-way">
            <WayCard drawing={drawing} way={way} path={[...path, at]} />
            <Steps drawing={drawing} steps={way.steps} before={[...path, at]} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function WayCard({ drawing, way, path }: { drawing: Drawing; way: Way; path: Path }) {
  const words = useFlowWords();
  const label = useLabel();
  const { picked, faults, tried, pick } = drawing;
  const name = label(way.label);
  const place = placeOf(path);
  const taken = tried !== null && takenWay(drawing.flow.steps, path.slice(0, -1), tried) === path.at(-1);
  const marks = [
    "fw-cell cond",
    same(picked, path) ? "on" : "",
    ["", ".when", ".label", ".steps"].some((part) => faults[place + part]) ? "bad" : "",
    tried ? (taken ? "taken" : "passed") : "",
  ];
  return (
    <div className={marks.filter(Boolean).join(" ")} data-place={place}>
      <button
        type="button"
        className="fw-body"
        aria-pressed={same(picked, path)}
        title={words.grip(name)}
        onClick={() => pick(path)}
        onKeyDown={keysOf(drawing, path)}
      >
        <span className="fw-name">
          <Icon name="filter" size="s" />
          <b className="clip">{name}</b>
          {taken ? <small>{words.tryTaken}</small> : null}
        </span>
        {way.when === null ? (
          <span className="fw-small">{words.restText}</span>
        ) : way.when === "" ? (
          <span className="fw-small wait">{words.noCondition}</span>
        ) : (
          <code className="fw-fx">{way.when}</code>
        )}
      </button>
      <NodeMenu drawing={drawing} path={path} name={name} />
    </div>
  );
}
