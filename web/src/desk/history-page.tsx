import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Link } from "react-router";
import { clock, companyDay, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { fetchEvents, useObjects } from "@/app/queries";
import type { EventRow, ObjectShape, Reference } from "@/app/shapes";
import { NameOf } from "@/events/change";
import { ActorName, Because, Changes, useActionName } from "@/events/event-line";
import { PickRecord } from "@/fields/pick-record";
import { Button, Empty, Failed, Labelled, Loading } from "@/ui";
import { PickOne } from "@/ui/antd";
import { Page } from "./page";
import { useDeskWords } from "./words";
import "@/records/records.css";
import "./history-page.css";

interface Asked {
  object: string | null;
  action: string | null;
  actor: Reference | null;
}

const PAGE = 200;
const ENOUGH = 30;
/** How far back a narrow filter looks by itself before it waits to be asked. */
const MOST = 4000;

/** Person and action are sifted here; the feed itself only knows objects. */
function fits(event: EventRow, { action, actor }: Asked): boolean {
  if (actor && event.actor.id !== actor.id) return false;
  return action === null || event.action === action;
}

/** 留痕: the log of everything, newest first, by object, action and person. */
export function HistoryPage() {
  const words = useDeskWords();
  const { data: objects = [] } = useObjects();
  const [asked, setAsked] = useState<Asked>({ object: null, action: null, actor: null });
  const query = { order: "newest", limit: PAGE, object: asked.object ?? undefined };
  const { data, error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: ["events", query],
      queryFn: ({ pageParam, signal }) => fetchEvents(query, pageParam, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => (page.items.length > 0 ? (page.next ?? undefined) : undefined),
    });
  const read = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const rows = useMemo(() => read.filter((event) => fits(event, asked)), [read, asked]);
  const few = rows.length < ENOUGH && read.length < MOST && hasNextPage && !isFetching;
  useEffect(() => {
    if (few) void fetchNextPage();
  }, [few, fetchNextPage]);
  const days = useMemo(() => byDay(rows), [rows]);
  return (
    <Page title={words.history.title}>
      <header className="list-h">
        <h1>{words.history.title}</h1>
        <span className="mut grow">{words.history.note}</span>
      </header>
      <Filters objects={objects} asked={asked} setAsked={setAsked} />
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data && rows.length === 0 && !isFetching ? (
        <Empty title={words.history.none}>{words.history.noneText}</Empty>
      ) : null}
      {days.map(([day, events]) => (
        <section key={day} className="day">
          <h2 className="sm dim n">{shortDay(day)}</h2>
          <ol>
            {events.map((event) => (
              <Line
                key={event.cursor}
                event={event}
                shape={objects.find((shape) => shape.name === event.object)}
              />
            ))}
          </ol>
        </section>
      ))}
      {hasNextPage ? (
        <Button small disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.history.older}
        </Button>
      ) : null}
    </Page>
  );
}

function byDay(rows: EventRow[]): [string, EventRow[]][] {
  const days = new Map<string, EventRow[]>();
  for (const row of rows) {
    const day = companyDay(row.recorded_at);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days];
}

function Filters({
  objects,
  asked,
  setAsked,
}: {
  objects: ObjectShape[];
  asked: Asked;
  setAsked: (next: Asked) => void;
}) {
  const words = useDeskWords();
  const label = useLabel();
  const actions = Object.entries(words.history.actions).map(([value, text]) => ({ value, label: text }));
  return (
    <div className="hist-f">
      <Labelled id="hist-object" label={words.history.object}>
        <PickOne
          id="hist-object"
          value={asked.object}
          clearable
          placeholder={words.history.anyObject}
          options={objects.map((shape) => ({ value: shape.name, label: label(shape.label, shape.name) }))}
          onChange={(object) => setAsked({ ...asked, object })}
        />
      </Labelled>
      <Labelled id="hist-action" label={words.history.action}>
        <PickOne
          id="hist-action"
          value={asked.action}
          clearable
          placeholder={words.history.anyAction}
          options={actions}
          onChange={(action) => setAsked({ ...asked, action })}
        />
      </Labelled>
      <Labelled id="hist-actor" label={words.history.actor}>
        <PickRecord
          id="hist-actor"
          object="person"
          value={asked.actor}
          clearable
          placeholder={words.history.anyActor}
          onChange={(actor) => setAsked({ ...asked, actor })}
        />
      </Labelled>
    </div>
  );
}

function Line({ event, shape }: { event: EventRow; shape: ObjectShape | undefined }) {
  const label = useLabel();
  const action = useActionName();
  return (
    <li className="hist-l">
      <time dateTime={event.recorded_at} className="sm dim n">
        {clock(event.recorded_at)}
      </time>
      <span className="clip">
        <ActorName actor={event.actor} />
      </span>
      <div>
        <p>
          <b>{action(event.action)}</b>{" "}
          {event.object && event.record ? (
            <>
              <span className="mut">{label(shape?.label, event.object)}</span>{" "}
              <Link to={`/o/${event.object}/${event.record}`}>
                <NameOf object={event.object} id={event.record} />
              </Link>
              {event.version ? <span className="dim sm n"> v{number(event.version)}</span> : null}
            </>
          ) : null}
          <Because because={event.because} />
        </p>
        <Changes shape={shape} event={event} most={4} />
      </div>
    </li>
  );
}
