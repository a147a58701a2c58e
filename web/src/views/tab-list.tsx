import {
  DndContext,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { useQueryClient } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { Link } from "react-router";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { act } from "@/app/writes";
import { Icon } from "@/ui";
import { say } from "@/ui/notice";
import { viewAddress } from "./address";
import { moved, stepped } from "./order";
import { viewKeys, type View, type Views } from "./queries";
import { useViewWords } from "./words";

interface TabListProps {
  shape: ObjectShape;
  views: Views;
  view: View | null;
  readOnly: boolean;
}

/** The tabs; one's own are put elsewhere by drag, or by Alt and an arrow. */
export function TabList({ shape, views, view, readOnly }: TabListProps) {
  const words = useViewWords();
  const client = useQueryClient();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const order = async (items: View[]) => {
    if (items === views.items) return;
    client.setQueryData<Views>(viewKeys.of(shape.name), { ...views, items });
    try {
      await act("order_views", { object: shape.name, ids: items.map((each) => each.id) });
    } catch (cause) {
      say(cause instanceof Error ? cause.message : "");
    }
    await client.invalidateQueries({ queryKey: viewKeys.of(shape.name) });
  };
  const drop = ({ active, over }: DragEndEvent) => {
    freeClicks();
    if (over) void order(moved(views.items, String(active.id), String(over.id)));
  };
  return (
    <nav className="vt-l" aria-label={words.views}>
      <Link to={viewAddress(shape.name, null)} aria-current={view ? undefined : "page"}>
        {words.all}
      </Link>
      <DndContext sensors={sensors} onDragStart={holdClicks} onDragCancel={freeClicks} onDragEnd={drop}>
        {views.items.map((each) => (
          <Tab
            key={each.id}
            object={shape.name}
            view={each}
            current={each.id === view?.id}
            movable={each.mine && !readOnly}
            onStep={(by) => void order(stepped(views.items, each.id, by))}
          />
        ))}
      </DndContext>
    </nav>
  );
}

interface TabProps {
  object: string;
  view: View;
  current: boolean;
  movable: boolean;
  onStep: (by: -1 | 1) => void;
}

const prevent = (event: Event) => event.preventDefault();

/** Letting go of a tab is no click on its link; told to the window, because nobody below hears of it. */
const holdClicks = () => window.addEventListener("click", prevent, { capture: true });
const freeClicks = () =>
  setTimeout(() => window.removeEventListener("click", prevent, { capture: true }), 60);

const STEPS: Record<string, -1 | 1> = { ArrowLeft: -1, ArrowRight: 1 };

function Tab({ object, view, current, movable, onStep }: TabProps) {
  const words = useViewWords();
  const label = useLabel();
  const drop = useDroppable({ id: view.id });
  const drag = useDraggable({ id: view.id, disabled: !movable });
  const step = (event: KeyboardEvent) => {
    const by = event.altKey ? STEPS[event.key] : undefined;
    if (!by || !movable) return;
    event.preventDefault();
    onStep(by);
  };
  const look = drag.isDragging ? "lifted" : drop.isOver ? "over" : undefined;
  return (
    <Link
      ref={(node) => {
        drop.setNodeRef(node);
        drag.setNodeRef(node);
      }}
      to={viewAddress(object, view)}
      className={look}
      style={drag.transform ? { transform: `translateX(${drag.transform.x}px)` } : undefined}
      data-view={view.id}
      draggable={false}
      aria-current={current ? "page" : undefined}
      aria-keyshortcuts={movable ? "Alt+ArrowLeft Alt+ArrowRight" : undefined}
      title={view.mine ? (movable ? words.moveTab : undefined) : words.of(view.owner?.label ?? "")}
      onPointerDown={drag.listeners?.onPointerDown as never}
      onKeyDown={step}
    >
      {view.kind === "board" ? <Icon name="board" size="s" /> : null}
      {label(view.name)}
      {view.is_shared ? <Icon name="team" size="s" /> : null}
    </Link>
  );
}
