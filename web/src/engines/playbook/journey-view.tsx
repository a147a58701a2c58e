import { useQueries } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel, useWords } from "@/app/language";
import { keys, readEvents, useObjects, useProcesses, useRecords } from "@/app/queries";
import type { Filter, ObjectShape, RecordRow } from "@/app/shapes";
import { labelOf } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Button, Empty, Loading, Section } from "@/ui";
import { PickOne } from "@/ui/antd";
import { say } from "@/ui/notice";
import { isEffective, lanesOf, sift, type Lane, type Mark, type Told, type Wanted } from "./journey";
import { JourneyPicture } from "./journey-picture";
import { download, pictureOf } from "./picture";
import type { Shown } from "./trail-entries";
import { usePlaybookWords } from "./words";

interface JourneyViewProps {
  /** Whose journey: activities name it by this field. */
  object: string;
  row: RecordRow;
  title: string;
  /** Opens a piece of evidence beside the page; else its own page is opened. */
  onPiece?: (shown: Shown) => void;
}

/** The road's object: what activities are about, and what moves through a process. */
const ROAD = "deal";
const MOST = 300;

/** Roads whose moves are read; a customer with more has the rest without them. */
const READ = 12;

function useJourney(object: string, row: RecordRow) {
  const { data: objects = [] } = useObjects();
  const { data: processes = [] } = useProcesses();
  const of: Filter = [object, "=", row.id];
  const activities = useRecords("activity", { filter: of, sort: "-occurred_at", limit: MOST });
  const own = object === ROAD;
  const deals = useRecords(ROAD, { filter: of, sort: "-created_at", limit: 100 }, !own);
  const roads = useMemo(
    () => (own ? [row] : (deals.data?.pages.flatMap((page) => page.items) ?? [])),
    [own, row, deals.data],
  );
  const ids = roads.map((each) => each.id);
  const evidence = useRecords(
    "evidence",
    { filter: own ? ["about", "=", row.id] : ["about", "in", ids], limit: MOST },
    ids.length > 0,
  );
  const events = useQueries({
    queries: ids.slice(0, READ).map((record) => ({
      queryKey: keys.events({ object: ROAD, record }),
      queryFn: ({ signal }: { signal: AbortSignal }) => readEvents({ object: ROAD, record }, signal),
    })),
    combine: (answers) => answers.map((answer) => answer.data ?? []),
  });
  const lanes = useMemo(() => {
    const told = roads.map((record, at): Told => ({
      record,
      process: processes.find((each) => each.object === ROAD && each.key === record.process),
      events: events[at] ?? [],
    }));
    const rows = (found: typeof activities.data) => found?.pages.flatMap((page) => page.items) ?? [];
    return lanesOf(ROAD, told, rows(activities.data), rows(evidence.data));
  }, [roads, processes, events, activities.data, evidence.data]);
  const shape = (name: string) => objects.find((each) => each.name === name);
  return {
    lanes,
    loading: activities.isPending || (!own && deals.isPending) || (ids.length > 0 && evidence.isPending),
    activity: shape("activity"),
    evidence: shape("evidence"),
  };
}

/** 旅程图 of a customer or a deal: drawn, searched, opened mark by mark, taken away as a picture. */
export function JourneyView({ object, row, title, onPiece }: JourneyViewProps) {
  const words = usePlaybookWords().journey;
  const shared = useWords();
  const navigate = useNavigate();
  const drawing = useRef<SVGSVGElement>(null);
  const journey = useJourney(object, row);
  const [wanted, setWanted] = useState<Wanted>({ type: null, stage: null, effective: true });
  const names = useNames(journey);
  const shown = sift(journey.lanes, wanted);
  const told = shown.reduce((sum, lane) => sum + lane.marks.length, 0);
  const claims = journey.lanes.flatMap((lane) => lane.marks).filter((mark) => !isEffective(mark)).length;
  const open = (mark: Mark) => {
    const { move, activity, evidence } = mark.moment;
    const [piece] = evidence;
    if (piece && onPiece) return onPiece(piece);
    if (move) return void navigate(`/o/${move.event.object}/${move.event.record}`);
    if (activity) return void navigate(`/o/activity/${activity.id}`);
    if (piece) void navigate(`/o/evidence/${piece.id}`);
  };
  const save = async () => {
    if (!drawing.current) return;
    try {
      download(await pictureOf(drawing.current), `${words.file(title)}.png`);
    } catch {
      say(words.notDrawn);
    }
  };
  return (
    <Section
      title={words.title}
      note={journey.loading ? "" : words.note(number(told))}
      extra={
        <Button small icon="download" disabled={told === 0} onClick={() => void save()}>
          {words.download}
        </Button>
      }
    >
      <Sieve wanted={wanted} onWant={setWanted} lanes={journey.lanes} names={names} claims={claims} />
      {journey.loading ? <Loading lines={4} /> : null}
      {!journey.loading && told === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {told > 0 ? (
        <JourneyPicture
          ref={drawing}
          lanes={shown}
          title="name"
          caption={words.caption(title)}
          words={{ none: words.elsewhere, marks: names.mark, states: shared.seal }}
          onOpen={open}
        />
      ) : null}
    </Section>
  );
}

type Journey = ReturnType<typeof useJourney>;

/** Types, stations and marks in words. */
function useNames({ activity, evidence }: Pick<Journey, "activity" | "evidence">) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const field = (shape: ObjectShape | undefined, name: string) =>
    shape?.fields.find((each) => each.name === name);
  const types = field(activity, "type")?.options?.choices ?? [];
  const kinds = field(evidence, "kind")?.options?.choices ?? [];
  const type = (key: string) => {
    const known = [...types, ...kinds].find((each) => each.key === key);
    return label(known?.label, key);
  };
  const stage = (lane: Lane | undefined, key: string) =>
    label(lane?.process?.nodes.find((node) => node.key === key)?.label, key);
  const mark = ({ at, type: kind, moment, state }: Mark): string => {
    const when = `${shortDay(new Date(at).toISOString())} ${clock(new Date(at).toISOString())}`;
    if (moment.move) return `${when} ${words.deal.wentTo(moment.move.to)}`;
    const { activity: row } = moment;
    const facts = [row?.topic, row ? labelOf(row.owner) : ""].filter(Boolean).join(" · ");
    return [when, type(kind ?? ""), facts, state ? shared.seal[state] : ""].filter(Boolean).join(" ");
  };
  return { type, stage, mark };
}

interface SieveProps {
  wanted: Wanted;
  onWant: (next: Wanted) => void;
  lanes: Lane[];
  names: ReturnType<typeof useNames>;
  /** Actions nothing shows. */
  claims: number;
}

function Sieve({ wanted, onWant, lanes, names, claims }: SieveProps) {
  const words = usePlaybookWords().journey;
  const marks = lanes.flatMap((lane) => lane.marks.map((mark) => ({ lane, mark })));
  const types = new Set(
    marks.flatMap(({ mark }) => [
      ...(mark.type ? [mark.type] : []),
      ...mark.moment.evidence.map((each) => each.kind),
    ]),
  );
  const stages = new Map(
    marks.flatMap(({ lane, mark }) =>
      mark.stage ? [[mark.stage, names.stage(lane, mark.stage)] as const] : [],
    ),
  );
  return (
    <div className="jn-bar">
      <PickOne
        label={words.type}
        placeholder={words.type}
        value={wanted.type}
        options={[...types].map((key) => ({ value: key, label: names.type(key) }))}
        width={150}
        clearable
        onChange={(type) => onWant({ ...wanted, type })}
      />
      <PickOne
        label={words.stage}
        placeholder={words.stage}
        value={wanted.stage}
        options={[...stages].map(([value, label]) => ({ value, label }))}
        width={150}
        clearable
        onChange={(stage) => onWant({ ...wanted, stage })}
      />
      {claims > 0 ? (
        <Button small kind="quiet" onClick={() => onWant({ ...wanted, effective: !wanted.effective })}>
          {wanted.effective ? words.showClaims(number(claims)) : words.hideClaims}
        </Button>
      ) : null}
    </div>
  );
}

/** Whether records of an object have a journey: activities tell of it. */
export const hasJourney = (object: string, objects: ObjectShape[]): boolean =>
  Boolean(
    objects
      .find((each) => each.name === "activity")
      ?.fields.some((field) => field.name === object && field.options?.object === object),
  ) &&
  objects.some(
    (each) => each.name === ROAD && (object === ROAD || each.fields.some((field) => field.name === object)),
  );
