import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useParams } from "react-router";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import {
  keys,
  refresh,
  useMe,
  useObject,
  useObjects,
  useProcessOf,
  useProcesses,
  useRecord,
} from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { RecordHistory } from "@/events/record-history";
import { Empty, Failed, LinkButton, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { AboutCustomer, SHOWN_BELOW } from "./about-customer";
import { ConflictPanel } from "./conflict-panel";
import { useDraft } from "./draft";
import { Items, itemsOf } from "./items";
import { RecordForm } from "./record-form";
import { RecordHead } from "./record-head";
import { Related, relationsTo } from "./related";
import "./records.css";

const MovingPage = lazy(async () => ({
  default: (await import("@/engines/playbook/moving-page")).MovingPage,
}));

const Journey = lazy(async () => ({
  default: (await import("@/engines/journey/part")).JourneyPart,
}));

const ChainPart = lazy(async () => ({
  default: (await import("@/engines/chain/map-part")).ChainPart,
}));

const RequestButton = lazy(async () => ({
  default: (await import("@/approvals/request/button")).RequestButton,
}));

const PaperActions = lazy(async () => ({
  default: (await import("@/engines/playbook/paper-actions")).PaperActions,
}));

const FittingPart = lazy(async () => ({
  default: (await import("@/engines/content/fitting-part")).FittingPart,
}));

const SimilarPart = lazy(async () => ({
  default: (await import("@/engines/learning/similar-part")).SimilarPart,
}));

const SentActions = lazy(async () => ({
  default: (await import("@/engines/content/sent-actions")).SentActions,
}));

const GivenPart = lazy(async () => ({
  default: (await import("@/engines/routing/given-part")).GivenPart,
}));

const VisitsPart = lazy(async () => ({
  default: (await import("@/engines/capture/visits-part")).VisitsPart,
}));
const ScorePart = lazy(async () => ({
  default: (await import("@/engines/scoring/score-part")).ScorePart,
}));

const AttachConversation = lazy(async () => ({
  default: (await import("@/engines/spoken/attach")).AttachConversation,
}));

const RequestDeeds = lazy(async () => ({
  default: (await import("@/engines/requests/desk-deeds")).RequestDeeds,
}));

const CustomerDeeds = lazy(async () => ({
  default: (await import("@/engines/ownership/deeds")).CustomerDeeds,
}));

const CareDeeds = lazy(async () => ({
  default: (await import("@/engines/care/deeds")).CareDeeds,
}));

/** Where complaints are dealt with or raised, and customers asked. */
const CARED: ReadonlySet<string> = new Set(["complaint", "satisfaction", "customer", "activity", "order"]);

const AskButton = lazy(async () => ({
  default: (await import("@/engines/requests/desk-deeds")).AskButton,
}));

/** One record of any object. One that moves through a process gets the page with the road on it. */
export function RecordPage() {
  const { object = "", id = "" } = useParams();
  const words = useDeskWords();
  const label = useLabel();
  const { data: shape } = useObject(object);
  const { data: processes } = useProcesses();
  const { data: row, error, refetch } = useRecord(object, id);
  const mine = useProcessOf(object, row?.process, row?.process_version);
  if (error instanceof Refusal && error.status === 404) {
    const back = words.record.back(label(shape?.label, object));
    return (
      <Page title={words.record.goneTitle}>
        <Empty title={words.record.goneTitle} action={<LinkButton to={`/o/${object}`}>{back}</LinkButton>}>
          {words.record.goneText}
        </Empty>
      </Page>
    );
  }
  if (error) {
    return (
      <Page title="">
        <Failed cause={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!shape || !row || !processes) {
    return (
      <Page title="">
        <Loading lines={6} />
      </Page>
    );
  }
  // Who may not read which process it is sees the way of most of them.
  const process =
    mine ?? (row.process === undefined ? processes.find((each) => each.object === object) : null);
  if (process) return <MovingPage key={id} shape={shape} row={row} process={process} />;
  return <Plain key={id} shape={shape} row={row} />;
}

function Plain({ shape, row }: { shape: ObjectShape; row: RecordRow }) {
  const words = useDeskWords();
  const client = useQueryClient();
  const me = useMe().data;
  const draft = useDraft(shape, row, (saved) => {
    client.setQueryData(keys.one(shape.name, saved.id), saved);
    refresh(client, [{ object: shape.name, record: saved.id, version: saved.version }]);
    say(words.record.saved);
  });
  const panel = draft.conflict ? (
    <ConflictPanel draft={draft} onClose={() => draft.drop()} onSettled={() => undefined} />
  ) : null;
  return (
    <Page title={String(row[shape.title] ?? "")} panel={panel}>
      <RecordHead
        shape={shape}
        row={row}
        actions={
          <Suspense fallback={null}>
            <PaperActions shape={shape} row={row} />
            {shape.name.startsWith("content") ? <SentActions shape={shape} row={row} /> : null}
            {shape.name === "customer" ? <AttachConversation row={row} /> : null}
            {shape.name === "team_request" ? <RequestDeeds shape={shape} row={row} /> : null}
            {shape.name === "customer" ? <AskButton object="customer" row={row} /> : null}
            {shape.name === "customer" ? <CustomerDeeds row={row} /> : null}
            {CARED.has(shape.name) ? <CareDeeds shape={shape} row={row} /> : null}
            <RequestButton object={shape.name} record={row.id} />
          </Suspense>
        }
      />
      <Suspense fallback={null}>
        <Journey shape={shape} row={row} />
        {shape.name === "customer" ? <ChainPart customer={row.id} /> : null}
      </Suspense>
      <div className="rec-2">
        <div className="stack">
          {row.routing ? (
            <Suspense fallback={null}>
              <GivenPart object={shape.name} row={row} />
            </Suspense>
          ) : null}
          {shape.name === "lead" ? (
            <Suspense fallback={null}>
              <VisitsPart lead={row.id} />
            </Suspense>
          ) : null}
          {shape.name === "lead" && row.score ? (
            <Suspense fallback={null}>
              <ScorePart row={row} />
            </Suspense>
          ) : null}
          <Section title={words.record.fields}>
            <RecordForm
              shape={shape}
              row={row}
              draft={draft}
              readOnly={Boolean(me?.view_as)}
              {...(shape.name === "customer" ? { except: SHOWN_BELOW } : {})}
            />
          </Section>
          {shape.name === "customer" ? (
            <AboutCustomer shape={shape} row={row} readOnly={Boolean(me?.view_as)} />
          ) : null}
          <Items object={shape.name} id={row.id} />
          {shape.name === "quotation" && !me?.view_as ? (
            <Suspense fallback={null}>
              <SimilarPart row={row} />
            </Suspense>
          ) : null}
          {shape.name === "customer" && !me?.view_as ? (
            <Suspense fallback={null}>
              <FittingPart customer={row.id} />
            </Suspense>
          ) : null}
        </div>
        <Side shape={shape} id={row.id} />
      </div>
    </Page>
  );
}

function Side({ shape, id }: { shape: ObjectShape; id: string }) {
  const words = useDeskWords();
  const { data: objects = [] } = useObjects();
  const items = itemsOf(shape.name, objects).length;
  const related = relationsTo(shape.name, objects).length > items;
  const [tab, setTab] = useState<"related" | "history">("related");
  const shown = related ? tab : "history";
  return (
    <div>
      <div className="tabline" role="tablist" aria-label={words.record.related}>
        {related ? (
          <button
            type="button"
            role="tab"
            aria-selected={shown === "related"}
            onClick={() => setTab("related")}
          >
            {words.record.related}
          </button>
        ) : null}
        <button
          type="button"
          role="tab"
          aria-selected={shown === "history"}
          onClick={() => setTab("history")}
        >
          {words.record.history}
        </button>
      </div>
      <div role="tabpanel" className="tabpane">
        {shown === "related" ? (
          <Related object={shape.name} id={id} />
        ) : (
          <RecordHistory shape={shape} id={id} />
        )}
      </div>
    </div>
  );
}
