import { useDraggable, useDroppable } from "@dnd-kit/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape } from "@/app/shapes";
import { Button, Icon } from "@/ui";
import { nameOf, type Item, type Layout, type LayoutSection } from "../layout";
import { useFormWords } from "../words";
import { addSection, dropSection, moveSection, step, takeOut } from "./model";
import type { Picked } from "./properties";

interface CanvasProps {
  shape: ObjectShape;
  /** What the tables that may be placed are called, by their names in a layout. */
  tables: ReadonlyMap<string, string>;
  layout: Layout;
  /** Which tab is on top. */
  tab: number;
  picked: Picked | null;
  faults: Record<string, string>;
  onPick: (picked: Picked | null) => void;
  onChange: (layout: Layout) => void;
}

/** The paper the form is laid out on. */
export function Canvas({ shape, tables, layout, tab, picked, faults, onPick, onChange }: CanvasProps) {
  const words = useFormWords();
  const fields = new Map(shape.fields.map((field) => [field.name, field]));
  const sections = layout.tabs[tab]?.sections ?? [];
  return (
    <div className="dg-paper">
      {sections.map((section, at) => (
        <SectionBox
          key={at}
          section={section}
          tab={tab}
          at={at}
          last={sections.length - 1}
          bad={Object.keys(faults).some((place) => place.startsWith(`tabs.${tab}.sections.${at}.`))}
          picked={picked?.what === "section" && picked.tab === tab && picked.section === at}
          onPick={() => onPick({ what: "section", tab, section: at })}
          onMove={(by) => {
            onChange(moveSection(layout, tab, at, by));
            onPick({ what: "section", tab, section: at + by });
          }}
          onDrop={() => {
            onChange(dropSection(layout, tab, at));
            onPick(null);
          }}
        >
          {section.items.map((item, index) => (
            <Box
              key={nameOf(item)}
              item={item}
              field={fields.get(nameOf(item))}
              table={tables.get(nameOf(item))}
              spot={`${tab}.${at}.${index}`}
              bad={Object.keys(faults).some((place) =>
                place.startsWith(`tabs.${tab}.sections.${at}.items.${index}.`),
              )}
              picked={picked?.what === "item" && picked.field === nameOf(item)}
              onPick={() => onPick({ what: "item", field: nameOf(item) })}
              onStep={(by) => onChange(step(layout, nameOf(item), by))}
              onTakeOut={() => {
                onChange(takeOut(layout, nameOf(item)));
                onPick(null);
              }}
            />
          ))}
          <End spot={`${tab}.${at}.${section.items.length}`} empty={section.items.length === 0} />
        </SectionBox>
      ))}
      <p className="fd-more">
        <Button
          small
          icon="plus"
          onClick={() => {
            onChange(addSection(layout, tab, words.newSection));
            onPick({ what: "section", tab, section: sections.length });
          }}
        >
          {words.addSection}
        </Button>
      </p>
    </div>
  );
}

interface SectionBoxProps {
  section: LayoutSection;
  tab: number;
  at: number;
  last: number;
  bad: boolean;
  picked: boolean;
  onPick: () => void;
  onMove: (by: 1 | -1) => void;
  onDrop: () => void;
  children: ReactNode;
}

function SectionBox({
  section,
  tab,
  at,
  last,
  bad,
  picked,
  onPick,
  onMove,
  onDrop,
  children,
}: SectionBoxProps) {
  const words = useFormWords();
  const label = useLabel();
  const name = label(section.label);
  const ruled = [
    section.visible && words.visible,
    section.required && words.required,
    section.read_only && words.readOnly,
  ];
  return (
    <section className={picked ? "fd-sec on" : "fd-sec"} data-at={`${tab}.${at}`} aria-label={name}>
      <header>
        <button type="button" className="fd-title song" aria-pressed={picked} onClick={onPick}>
          {name}
        </button>
        <span className={bad ? "sm risk grow" : "sm dim grow"}>
          {[words.column(section.columns ?? 2), ...ruled.filter(Boolean)].join(" · ")}
        </span>
        <button
          type="button"
          className="tap"
          aria-label={`${words.up}: ${name}`}
          disabled={at === 0}
          onClick={() => onMove(-1)}
        >
          <Icon name="up" size="s" />
        </button>
        <button
          type="button"
          className="tap"
          aria-label={`${words.down}: ${name}`}
          disabled={at === last}
          onClick={() => onMove(1)}
        >
          <Icon name="down" size="s" />
        </button>
        <button type="button" className="tap" aria-label={`${words.dropSection}: ${name}`} onClick={onDrop}>
          <Icon name="x" size="s" />
        </button>
      </header>
      <div className={`fd-grid c${section.columns ?? 2}`}>{children}</div>
    </section>
  );
}

interface BoxProps {
  item: Item;
  field: Field | undefined;
  table: string | undefined;
  spot: string;
  bad: boolean;
  picked: boolean;
  onPick: () => void;
  onStep: (by: 1 | -1) => void;
  onTakeOut: () => void;
}

/** One field on the paper; something dropped on it goes before it. */
function Box({ item, field, table, spot, bad, picked, onPick, onStep, onTakeOut }: BoxProps) {
  const words = useFormWords();
  const label = useLabel();
  const name = table ?? label(field?.label, nameOf(item));
  const drop = useDroppable({ id: `spot:${spot}` });
  const drag = useDraggable({ id: `item:${nameOf(item)}`, data: { field: nameOf(item) } });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Delete") onTakeOut();
    else if (event.altKey && event.key === "ArrowUp") onStep(-1);
    else if (event.altKey && event.key === "ArrowDown") onStep(1);
    else return;
    event.preventDefault();
  };
  const marks = [
    item.required || field?.required ? "•" : "",
    item.visible ? words.visible : "",
    item.read_only ? words.readOnly : "",
    item.default ? words.default : "",
    item.table ? words.table : "",
  ].filter(Boolean);
  return (
    <div
      ref={(node) => {
        drop.setNodeRef(node);
        drag.setNodeRef(node);
      }}
      className={[
        "fd-item",
        picked ? "on" : "",
        item.wide || item.table ? "wide" : "",
        drop.isOver ? "over" : "",
        drag.isDragging ? "gone" : "",
        bad ? "bad" : "",
      ].join(" ")}
      data-item={nameOf(item)}
      onPointerDown={drag.listeners?.onPointerDown as never}
    >
      <button
        type="button"
        aria-pressed={picked}
        aria-label={name}
        title={words.grip(name)}
        onClick={onPick}
        onKeyDown={onKeyDown}
      >
        <span className="sm fd-lb">
          {name}
          <span className="dim"> {marks.join(" · ")}</span>
        </span>
        <span className={item.table ? "inp fd-tb" : "inp"} aria-hidden="true" />
      </button>
      <span className="fd-acts">
        <button type="button" className="tap" aria-label={`${words.up}: ${name}`} onClick={() => onStep(-1)}>
          <Icon name="up" size="s" />
        </button>
        <button type="button" className="tap" aria-label={`${words.down}: ${name}`} onClick={() => onStep(1)}>
          <Icon name="down" size="s" />
        </button>
        <button type="button" className="tap" aria-label={`${words.takeOut}: ${name}`} onClick={onTakeOut}>
          <Icon name="x" size="s" />
        </button>
      </span>
    </div>
  );
}

function End({ spot, empty }: { spot: string; empty: boolean }) {
  const words = useFormWords();
  const { setNodeRef, isOver } = useDroppable({ id: `spot:${spot}` });
  return (
    <div ref={setNodeRef} className={["fd-end", isOver ? "over" : "", empty ? "empty" : ""].join(" ")}>
      {empty ? words.dropHere : null}
    </div>
  );
}
