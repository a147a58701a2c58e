import { useDroppable } from "@dnd-kit/core";
import { useLabel } from "@/app/language";
import { Icon, Menu, Popover } from "@/ui";
import type { Drawing } from "./canvas";
import { type Path } from "./model";
import { isBranch } from "./shapes";
import { useFlowWords } from "./words";

/** The line between two nodes: something may be put in here, by press or by dropping it. */
export function Gap({ drawing, path, after }: { drawing: Drawing; path: Path; after: string }) {
  const words = useFlowWords();
  const label = useLabel();
  const { kept, add } = drawing;
  const { setNodeRef, isOver } = useDroppable({ id: `gap:${path.join(".")}` });
  const name = kept && !isBranch(kept) ? label(kept.label, kept.key) : words.fork;
  return (
    <div ref={setNodeRef} className={isOver ? "fw-in over" : "fw-in"} data-gap={path.join(".")}>
      <Popover
        kind="menu"
        label={words.addHere}
        door={(door) => (
          <button type="button" className="fw-plus" aria-label={words.addAt(after)} {...door}>
            <Icon name="plus" size="s" />
          </button>
        )}
      >
        {(close) => (
          <Menu
            close={close}
            items={[
              { key: "step", label: words.step, icon: "user", onPick: () => add("step", path) },
              { key: "fork", label: words.fork, icon: "proc", onPick: () => add("fork", path) },
              ...(kept
                ? [
                    {
                      key: "kept",
                      label: words.pasteHere(name),
                      icon: "doc" as const,
                      onPick: () => add("kept", path),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Popover>
    </div>
  );
}
