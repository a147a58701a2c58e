import { useState } from "react";
import { useLabel, type Label } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import type { Steps } from "@/designing/steps";
import { usePeople } from "@/app/people";
import type { RoleName } from "@/designing/who";
import { useWhoSaid } from "@/designing/who-picker";
import type { Tried } from "./api";
import type { Drawing, New } from "./canvas";
import {
  addWay,
  blankFork,
  blankStep,
  copyAt,
  insert,
  isWay,
  moveTo,
  nodeAt,
  paste,
  remove,
  stepAside,
  stepUpOrDown,
  wayAt,
  type Moved,
  type Path,
} from "./model";
import { isBranch, type FlowDraft, type FlowNode } from "./shapes";
import { useFlowWords } from "./words";

interface Asked {
  work: Steps<FlowDraft>;
  shape: ObjectShape;
  roles: readonly RoleName[];
  faults: Record<string, string>;
  tried: Tried | null;
}

/** What is drawn and picked, with every move told aloud. */
export function useDrawing({ work, shape, roles, faults, tried }: Asked): Drawing & { said: string } {
  const words = useFlowWords();
  const label = useLabel();
  const whoText = useWhoSaid(roles, shape, usePeople());
  const [picked, setPicked] = useState<Path | null>(null);
  const [kept, setKept] = useState<FlowNode | null>(null);
  const [said, setSaid] = useState("");
  const flow = work.now;
  const exists = (path: Path) => (isWay(path) ? wayAt(flow.steps, path) : nodeAt(flow.steps, path));
  const name = (path: Path): string => {
    if (isWay(path)) return label(wayAt(flow.steps, path)?.label);
    const node = nodeAt(flow.steps, path);
    return node && !isBranch(node) ? label(node.label, node.key) : words.fork;
  };
  const put = (steps: FlowNode[], at: Path | null) => {
    work.change({ ...flow, steps });
    setPicked(at);
  };
  const took = (moved: Moved | null, told: string): void => {
    setSaid(moved ? told : words.cannotMove);
    if (!moved) return;
    put(moved.steps, moved.at);
    refocus(moved.at);
  };
  const add = (what: New, gap: Path) => {
    if (what === "kept") {
      if (kept) took(paste(flow.steps, gap, kept), words.copied(words.step));
      return;
    }
    const node =
      what === "step"
        ? blankStep(flow.steps, words.newStep)
        : blankFork({ first: numbered(words.newWay, 1), rest: words.rest });
    put(insert(flow.steps, gap, node), what === "fork" ? [...gap, 0] : gap);
  };
  return {
    flow,
    shape,
    faults,
    kept,
    tried,
    whoText,
    said,
    picked: picked && exists(picked) ? picked : null,
    pick: setPicked,
    add,
    move: (from, gap) => took(moveTo(flow.steps, from, gap), words.moved(name(from))),
    step: (path, way) => {
      const by = way === "up" || way === "left" ? -1 : 1;
      const aside = way === "left" || way === "right";
      const upright = isWay(path) ? null : stepUpOrDown(flow.steps, path, by);
      took(aside ? stepAside(flow.steps, path, by) : upright, words.moved(name(path)));
    },
    copy: (path) => took(copyAt(flow.steps, path), words.copied(name(path))),
    keep: (path) => {
      setKept(nodeAt(flow.steps, path) ?? null);
      setSaid(words.copied(name(path)));
    },
    drop: (path) => {
      setSaid(words.removed(name(path)));
      put(remove(flow.steps, path), null);
    },
    addWay: (fork) => {
      const found = nodeAt(flow.steps, fork);
      const count = found && isBranch(found) ? found.branch.length : 1;
      took(addWay(flow.steps, fork, numbered(words.newWay, count)), words.addWay);
    },
  };
}

const numbered = ({ zh, en }: Label, n: number): Label => ({ zh: `${zh} ${n}`, en: `${en} ${n}` });

/** What was moved by keys keeps the focus where it now stands. */
function refocus(at: Path): void {
  const place = at.map((index, n) => `${n % 2 === 0 ? "steps" : "branch"}.${index}`).join(".");
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`.fw [data-place="${place}"] button.fw-body`)?.focus(),
  );
}
