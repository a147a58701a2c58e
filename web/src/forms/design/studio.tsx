import {
  DndContext,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { DesignBar, DesignDesk, DesignFaults } from "@/designing/frame";
import { useSteps } from "@/designing/steps";
import { Button } from "@/ui";
import type { Layout } from "../layout";
import { useFormWords } from "../words";
import { Canvas } from "./canvas";
import { Changes } from "./changes";
import { addTab, countOf, differenceOf, dropTab, find, place, type Spot } from "./model";
import { Palette } from "./palette";
import { Properties, type Picked } from "./properties";
import { useTables } from "./tables";

interface StudioProps {
  shape: ObjectShape;
  first: Layout;
  published: Layout;
  /** A draft is kept. */
  drafted: boolean;
  /** There is a layout of this place's own, kept or published. */
  own: boolean;
  save: (layout: Layout | null) => Promise<void>;
  publish: () => Promise<void>;
  discard: () => Promise<void>;
}

const LAYOUT = "layout.";

/** What the server said of places; its own checks name them without, the input's with, the word layout. */
function faultsOf(cause: unknown): Record<string, string> {
  if (!(cause instanceof Refusal)) return {};
  return Object.fromEntries(
    Object.entries(cause.fields).map(([at, says]) => [
      at.startsWith(LAYOUT) ? at.slice(LAYOUT.length) : at,
      says,
    ]),
  );
}

const spotOf = (id: unknown): Spot | null => {
  const [tab, section, index] = String(id).replace("spot:", "").split(".").map(Number);
  if (tab === undefined || section === undefined || index === undefined) return null;
  return { tab, section, index };
};

/** Palette, paper and properties. */
export function Studio({ shape, first, published, drafted, own, save, publish, discard }: StudioProps) {
  const words = useFormWords();
  const label = useLabel();
  const work = useSteps(first);
  const { now: layout, change } = work;
  const [tab, setTab] = useState(0);
  const [picked, pick] = useState<Picked | null>(null);
  const [lifted, setLifted] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const { busy, cause, attempt } = useTrying();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const faults = faultsOf(cause);
  const current = Math.min(tab, layout.tabs.length - 1);
  const unplaced = shape.fields.filter(
    (field) => !["id", "version"].includes(field.name) && !find(layout, field.name),
  );
  const tables = useTables(shape.name);
  const loose = new Map([...tables].filter(([name]) => !find(layout, name)));
  const dirty = JSON.stringify(layout) !== JSON.stringify(first);
  const difference = differenceOf(published, layout);
  const count = countOf(difference);
  const run = async (step: () => Promise<void>) => {
    await attempt(async () => {
      await step();
    });
    setAsking(false);
  };
  const put = (field: string) => {
    const sections = layout.tabs[current]?.sections ?? [];
    const section =
      picked?.what === "section" && picked.tab === current
        ? picked.section
        : picked?.what === "item"
          ? (find(layout, picked.field)?.section ?? sections.length - 1)
          : sections.length - 1;
    if (section < 0) return;
    const index = sections[section]?.items.length ?? 0;
    change(place(layout, field, { tab: current, section, index }));
    pick({ what: "item", field });
  };
  const drop = ({ active, over }: DragEndEvent) => {
    const field = active.data.current?.field as string | undefined;
    const spot = over ? spotOf(over.id) : null;
    setLifted(null);
    if (!field || !spot) return;
    change(place(layout, field, spot));
    pick({ what: "item", field });
  };
  const named = shape.fields.find((field) => field.name === lifted);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => setLifted((active.data.current?.field as string | undefined) ?? null)}
      onDragCancel={() => setLifted(null)}
      onDragEnd={drop}
    >
      <DesignBar
        steps={work}
        lead={
          <>
            <div className="ftabs" role="tablist" aria-label={words.tab}>
              {layout.tabs.map((each, at) => (
                <button
                  key={at}
                  type="button"
                  role="tab"
                  aria-selected={at === current}
                  onClick={() => {
                    setTab(at);
                    pick({ what: "tab", tab: at });
                  }}
                >
                  {label(each.label)}
                </button>
              ))}
            </div>
            <div className="ftabs grow">
              <button
                type="button"
                onClick={() => {
                  change(addTab(layout, words.newTab));
                  setTab(layout.tabs.length);
                  pick({ what: "tab", tab: layout.tabs.length });
                }}
              >
                + {words.addTab}
              </button>
            </div>
            {layout.tabs.length > 1 ? (
              <Button
                small
                kind="quiet"
                onClick={() => {
                  change(dropTab(layout, current));
                  pick(null);
                }}
              >
                {words.dropTab}
              </Button>
            ) : null}
          </>
        }
      >
        {drafted ? (
          <Button small disabled={busy} onClick={() => void run(discard)}>
            {words.discard}
          </Button>
        ) : null}
        {own ? (
          <Button small kind="quiet" disabled={busy} onClick={() => void run(() => save(null))}>
            {words.away}
          </Button>
        ) : null}
        <Button small disabled={busy || !dirty} onClick={() => void run(() => save(layout))}>
          {words.save}
        </Button>
        <Button small kind="ink" disabled={busy || (!dirty && !drafted)} onClick={() => setAsking(true)}>
          {count > 0 ? words.publish(count) : words.publishNone}
        </Button>
      </DesignBar>
      <DesignFaults cause={cause} faults={faults} />
      <DesignDesk
        name={words.properties}
        heading={words.properties}
        left={<Palette fields={unplaced} tables={loose} onPut={put} />}
        right={<Properties shape={shape} layout={layout} picked={picked} faults={faults} onChange={change} />}
      >
        <Canvas
          shape={shape}
          tables={tables}
          layout={layout}
          tab={current}
          picked={picked}
          faults={faults}
          onPick={pick}
          onChange={change}
        />
      </DesignDesk>
      <DragOverlay dropAnimation={null}>
        {lifted ? <div className="dg-lifted">{tables.get(lifted) ?? label(named?.label, lifted)}</div> : null}
      </DragOverlay>
      {asking ? (
        <Changes
          shape={shape}
          tables={tables}
          difference={difference}
          busy={busy}
          onClose={() => setAsking(false)}
          onPublish={() =>
            void run(async () => {
              if (dirty) await save(layout);
              await publish();
            })
          }
        />
      ) : null}
    </DndContext>
  );
}
