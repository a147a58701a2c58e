import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { keys, refresh, useMe, useObjects } from "@/app/queries";
import type { Asked, ObjectShape, Process, RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";
import { patchRecord } from "@/app/writes";
import { RequestButton } from "@/approvals/request/button";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { RecordHistory } from "@/events/record-history";
import { hasJourney } from "@/engines/journey/use-journey";
import { GateCard } from "@/processes/gate-card";
import { ConflictPanel } from "@/records/conflict-panel";
import { useDraft, type Draft } from "@/records/draft";
import { Items } from "@/records/items";
import { RecordForm } from "@/records/record-form";
import { RecordHead } from "@/records/record-head";
import { Related } from "@/records/related";
import { Button, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { Figures } from "./figures";
import { TYPE_FOR } from "./log-panel";
import { MovingPanel, type Open } from "./moving-panel";
import { Ended, LastTry, Road } from "./road";
import { attemptsOf, handedOf, momentsOf, shownOf, type Shown } from "./trail-entries";
import { TrailList } from "./trail-list";
import { ANYTHING, fits, TrailSieve, type Sought } from "./trail-sieve";
import { useMoving, type Moving } from "./use-moving";
import { usePlaybookWords } from "./words";
import "./playbook.css";

const AskButton = lazy(async () => ({
  default: (await import("@/engines/requests/desk-deeds")).AskButton,
}));

const JourneyView = lazy(async () => ({
  default: (await import("@/engines/journey/view")).JourneyView,
}));

const FittingPart = lazy(async () => ({
  default: (await import("@/engines/content/fitting-part")).FittingPart,
}));

const DealPart = lazy(async () => ({
  default: (await import("@/engines/learning/deal-part")).DealPart,
}));

/** The road above says it. */
const ON_THE_ROAD = ["stage"];

interface MovingPageProps {
  shape: ObjectShape;
  row: RecordRow;
  process: Process;
}

/** A record on its road: figures, stage rail, the gate before the next station, the proof trail. */
export function MovingPage({ shape, row, process }: MovingPageProps) {
  const words = useDeskWords();
  const client = useQueryClient();
  const moving = useMoving(shape.name, row.id);
  const [open, setOpen] = useState<Open | null>(askedToLog);
  const [journey, setJourney] = useState(false);
  const { data: objects = [] } = useObjects();
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const readOnly = Boolean(useMe().data?.view_as);
  const saved = (next: RecordRow) => {
    client.setQueryData(keys.one(shape.name, next.id), next);
    refresh(client, [{ object: shape.name, record: next.id, version: next.version }]);
  };
  const draft = useDraft(shape, row, (next) => {
    saved(next);
    say(words.record.saved);
  });
  const move = async (to: string, values: Record<string, unknown> = {}) => {
    setBusy(true);
    setCause(null);
    try {
      saved(await patchRecord(shape.name, row.id, { ...values, stage: to }, row.version));
      setOpen(null);
    } catch (refused) {
      setCause(refused);
      refresh(client, [{ object: shape.name, record: row.id, version: null }]);
      if (refused instanceof Refusal && open?.what !== "lose")
        say([refused.message, refused.remedy].filter(Boolean).join(" "));
    }
    setBusy(false);
  };
  const panel = draft.conflict ? (
    <ConflictPanel draft={draft} onClose={() => draft.drop()} onSettled={() => undefined} />
  ) : open ? (
    <MovingPanel
      open={open}
      setOpen={setOpen}
      shape={shape}
      row={row}
      process={process}
      moving={moving}
      busy={busy}
      cause={cause}
      onMove={(to, values) => void move(to, values)}
    />
  ) : null;
  return (
    <Page title={String(row[shape.title] ?? "")} panel={panel}>
      <RecordHead
        shape={shape}
        row={row}
        actions={
          <>
            <Actions moving={moving} setOpen={setOpen} />
            <Suspense fallback={null}>
              {shape.name === "deal" ? <AskButton small object="deal" row={row} /> : null}
            </Suspense>
            <RequestButton small object={shape.name} record={row.id} />
          </>
        }
      />
      <Figures
        shape={shape}
        row={row}
        evidence={moving.loading ? undefined : moving.shown}
        open={open?.what === "origin" ? open.field : open?.what === "evidence" ? "evidence" : null}
        onOpen={(field) => setOpen(field === "evidence" ? { what: "evidence" } : { what: "origin", field })}
      />
      <Road process={process} row={row} gate={moving.gate} events={moving.events} evidence={moving.shown} />
      {journey && hasJourney(shape.name, objects) ? (
        <Suspense fallback={null}>
          <JourneyView
            object={shape.name}
            id={row.id}
            title={String(row[shape.title] ?? "")}
            onOpen={(mark) => {
              const shown = moving.shown.find((each) => each.id === mark.id);
              if (shown) setOpen({ what: "piece", shown: shownOf(shown) });
              return Boolean(shown);
            }}
          />
        </Suspense>
      ) : null}
      <div className="deal-2">
        <div className="stack">
          <Before
            shape={shape}
            row={row}
            process={process}
            moving={moving}
            readOnly={readOnly}
            busy={busy}
            open={open}
            setOpen={setOpen}
            onMove={(to) => void move(to)}
          />
          {shape.name === "deal" ? (
            <Suspense fallback={null}>
              <DealPart
                deal={row}
                done={moving.acted.map((each) => [String(each["type"]), String(each["occurred_at"] ?? "")])}
                onLog={readOnly ? null : (type) => setOpen({ what: "log", preset: { type } })}
              />
            </Suspense>
          ) : null}
          <FactList shape={shape} row={row} draft={draft} readOnly={readOnly} />
          <Items object={shape.name} id={row.id} />
          {shape.name === "deal" && !readOnly ? (
            <Suspense fallback={null}>
              <FittingPart customer={idOf(row.customer) ?? ""} deal={row} />
            </Suspense>
          ) : null}
          <Related object={shape.name} id={row.id} except={["activity", "evidence"]} />
        </div>
        <TrailColumn
          shape={shape}
          row={row}
          process={process}
          moving={moving}
          journey={hasJourney(shape.name, objects) ? { shown: journey, onToggle: setJourney } : null}
          onOpen={(shown) => setOpen({ what: "piece", shown })}
        />
      </div>
    </Page>
  );
}

/** `?log=site_photo` arrives with the log already open, as the board's refusal sends it. */
function askedToLog(): Open | null {
  const kind = new URLSearchParams(window.location.search).get("log");
  if (!kind) return null;
  const type = TYPE_FOR[kind];
  return { what: "log", preset: { kind, ...(type ? { type } : {}) } };
}

function Actions({ moving, setOpen }: { moving: Moving; setOpen: (open: Open) => void }) {
  const words = useDeskWords();
  return (
    <>
      {moving.told ? (
        <Button small icon="plus" onClick={() => setOpen({ what: "log", preset: {} })}>
          {words.deal.log}
        </Button>
      ) : null}
      {moving.gate?.exits.length ? (
        <Button small onClick={() => setOpen({ what: "lose" })}>
          {words.deal.lose}
        </Button>
      ) : null}
    </>
  );
}

interface BeforeProps extends MovingPageProps {
  moving: Moving;
  readOnly: boolean;
  busy: boolean;
  open: Open | null;
  setOpen: (open: Open) => void;
  onMove: (to: string) => void;
}

/** What stands before the next station; nothing more once the road is over. */
function Before({ shape, row, process, moving, readOnly, busy, open, setOpen, onMove }: BeforeProps) {
  const { gate, events } = moving;
  if (!gate) return <Loading lines={4} />;
  const { next } = gate;
  if (!next) return <Ended process={process} row={row} shape={shape} />;
  const mend = (asked: Asked) => {
    if (asked.type === "field") {
      document.querySelector<HTMLElement>(`[data-field="${asked.field ?? ""}"] .fl-e`)?.click();
      return;
    }
    const type = TYPE_FOR[asked.kind ?? ""];
    setOpen({
      what: "log",
      preset: { ...(asked.kind ? { kind: asked.kind } : {}), ...(type ? { type } : {}) },
    });
  };
  return (
    <GateCard
      process={process}
      to={next}
      requirements={gate.requirements}
      onMend={readOnly ? undefined : mend}
      onAdvance={readOnly ? undefined : () => onMove(next)}
      onWhy={() => setOpen({ what: "rule" })}
      whyOpen={open?.what === "rule"}
      busy={busy}
      footer={<LastTry events={events} />}
    />
  );
}

function FactList({
  shape,
  row,
  draft,
  readOnly,
}: {
  shape: ObjectShape;
  row: RecordRow;
  draft: Draft;
  readOnly: boolean;
}) {
  const words = useDeskWords();
  return (
    <Section thin title={words.deal.facts}>
      <RecordForm shape={shape} row={row} draft={draft} readOnly={readOnly} except={ON_THE_ROAD} />
    </Section>
  );
}

interface TrailColumnProps extends MovingPageProps {
  moving: Moving;
  journey: { shown: boolean; onToggle: (shown: boolean) => void } | null;
  onOpen: (shown: Shown) => void;
}

/** The proof trail, with the picture of it and the bare history one press away. */
function TrailColumn({ shape, row, process, moving, journey, onOpen }: TrailColumnProps) {
  const words = useDeskWords();
  const [tab, setTab] = useState<"trail" | "history">("trail");
  const { journey: playbook } = usePlaybookWords();
  const [sought, setSought] = useState<Sought>(ANYTHING);
  const told = { record: row, process, events: moving.events };
  const moments = [
    ...momentsOf(moving.acted, moving.shown, moving.events),
    ...attemptsOf(moving.events),
    ...handedOf(moving.sent),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const found = moments.filter((moment) => fits(moment, told, sought));
  const other = tab === "trail" ? words.record.history : words.deal.trail;
  return (
    <Section
      title={tab === "trail" ? words.deal.trail : words.record.history}
      note={
        tab === "trail"
          ? moving.loading
            ? ""
            : words.deal.trailNote(number(moving.shown.length))
          : words.history.note
      }
      extra={
        <>
          {journey ? (
            <Button small kind="quiet" onClick={() => journey.onToggle(!journey.shown)}>
              {journey.shown ? playbook.hide : playbook.show}
            </Button>
          ) : null}
          <Button small kind="quiet" onClick={() => setTab(tab === "trail" ? "history" : "trail")}>
            {other}
          </Button>
        </>
      }
    >
      {tab === "history" ? (
        <RecordHistory shape={shape} id={row.id} />
      ) : moving.loading ? (
        <Loading lines={6} />
      ) : (
        <>
          <TrailSieve moments={moments} told={told} sought={sought} onSeek={setSought} moving={moving} />
          <TrailList
            moments={found}
            process={process}
            activity={moving.activity}
            evidence={moving.evidence}
            onOpen={onOpen}
          />
        </>
      )}
    </Section>
  );
}
