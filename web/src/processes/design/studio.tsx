import { useState } from "react";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { DesignBar, DesignDesk, DesignFaults } from "@/designing/frame";
import { useSteps } from "@/designing/steps";
import { Button } from "@/ui";
import { say } from "@/ui/notice";
import { useProcessDesigning, type Design, type Designs, type ProcessDraft } from "./api";
import { AskForm } from "./ask-form";
import {
  addAsk,
  addNode,
  dropAsk,
  dropNode,
  moveNode,
  patchAsk,
  patchNode,
  placesOf,
  type Spot,
} from "./model";
import { NodeForm, useAskName } from "./node-form";
import { Preview } from "./preview";
import { ProcessForm } from "./process-form";
import { Rail } from "./rail";
import { useProcessWords } from "./words";

interface StudioProps {
  design: Design;
  designs: Designs;
  shape: ObjectShape;
  first: ProcessDraft;
}

/** Where a node that moved stands now, and with it what was picked. */
const following = (at: number, from: number, to: number): number => {
  if (at === from) return to;
  if (from < at && to >= at) return at - 1;
  return from > at && to <= at ? at + 1 : at;
};

/** Rail, paper and properties: one process being drawn. */
export function Studio({ design, designs, shape, first }: StudioProps) {
  const words = useProcessWords();
  const work = useSteps(first);
  const { now: process, change } = work;
  const { save, publish, discard } = useProcessDesigning();
  const [picked, setPicked] = useState<Spot>({ node: 0, ask: null });
  const [asking, setAsking] = useState(false);
  const { busy, cause, attempt } = useTrying();
  const faults = cause instanceof Refusal ? placesOf(cause.fields) : {};
  const at = Math.min(picked.node, process.nodes.length - 1);
  const spot = { node: at, ask: picked.ask };
  const ask = spot.ask === null ? undefined : process.nodes[at]?.requires[spot.ask];
  const name = useAskName(shape, designs);
  const dirty = process !== first;
  const version = (design.published?.version ?? 0) + 1;
  const flight = new Map<string, number>();
  for (const each of design.flight) flight.set(each.node, (flight.get(each.node) ?? 0) + each.records);
  const run = async (step: () => Promise<unknown>, done: string) => {
    await attempt(async () => {
      await step();
      say(done);
    });
  };
  const keep = () => run(() => save(process, design.draft?.revision ?? 0), words.saved);
  return (
    <>
      <DesignBar
        steps={work}
        lead={
          <span className="sm dim grow">
            {[design.draft ? words.draft(number(design.draft.revision)) : "", dirty ? words.unsaved : ""]
              .filter(Boolean)
              .join(" · ")}
          </span>
        }
      >
        {design.draft ? (
          <Button
            small
            kind="quiet"
            disabled={busy}
            onClick={() => void run(() => discard(design.key), words.discarded)}
          >
            {words.discard}
          </Button>
        ) : null}
        <Button small disabled={busy || !dirty} onClick={() => void keep()}>
          {words.save}
        </Button>
        <Button small kind="ink" disabled={busy || (!dirty && !design.draft)} onClick={() => setAsking(true)}>
          {words.preview}
        </Button>
      </DesignBar>
      <DesignFaults cause={cause} faults={faults} />
      <DesignDesk
        name={ask ? name(ask) : words.title}
        heading={ask ? name(ask) : null}
        left={
          <Rail
            process={process}
            picked={at}
            faults={faults}
            flight={flight}
            onPick={(node) => setPicked({ node, ask: null })}
            onMove={(from, to) => {
              change(moveNode(process, from, to));
              setPicked({ ...spot, node: following(at, from, to) });
            }}
            onAdd={() => {
              const added = addNode(process, words.newNode);
              change(added.process);
              setPicked({ node: added.at, ask: null });
            }}
          />
        }
        right={
          ask ? (
            <AskForm
              key={ask.type}
              ask={ask}
              shape={shape}
              designs={designs}
              site={process.site}
              fault={(part) => faults[`nodes.${at}.requires.${spot.ask}.${part}`]}
              onChange={(next) => change(patchAsk(process, spot, next))}
            />
          ) : (
            <ProcessForm process={process} shape={shape} faults={faults} onChange={change} />
          )
        }
      >
        <NodeForm
          key={process.nodes[at]?.key}
          process={process}
          at={at}
          shape={shape}
          designs={designs}
          fixed={design.published?.nodes.some((node) => node.key === process.nodes[at]?.key) ?? false}
          picked={spot.ask}
          faults={faults}
          onChange={(next) => change(patchNode(process, at, next))}
          onAdd={(type) => {
            change(addAsk(process, at, { type }));
            setPicked({ node: at, ask: process.nodes[at]?.requires.length ?? 0 });
          }}
          onPick={(index) => setPicked({ node: at, ask: index })}
          onDropAsk={(index) => {
            change(dropAsk(process, { node: at, ask: index }));
            setPicked({ node: at, ask: null });
          }}
          onDrop={() => {
            change(dropNode(process, at));
            setPicked({ node: Math.max(0, at - 1), ask: null });
          }}
        />
      </DesignDesk>
      {asking ? (
        <Preview
          process={process}
          version={version}
          onClose={() => setAsking(false)}
          onPublish={async (flying, map) => {
            await publish(process, flying, map);
            setAsking(false);
            say(words.published(number(version)));
          }}
        />
      ) : null}
    </>
  );
}
