import type { ReactNode } from "react";
import { clock, shortDay } from "@/app/format";
import { isPicture, originalOf, viewOf } from "@/app/files";
import type { RecordRow } from "@/app/shapes";
import { Seal, type SealState } from "@/ui/seal";
import { Icon } from "@/ui/icon";
import { Empty, Failed } from "@/ui/states";
import { EvidenceCard, Trail, type TrailEntry } from "@/ui/trail";
import { useActivitiesOf, useWho, type StageChange } from "../data";
import { SPOKEN } from "../log/draft";
import { More } from "../parts/more";
import { useSaying, type Saying } from "../parts/saying";
import { isShut } from "../parts/shut";
import { Waiting } from "../parts/waiting";
import { usePocketWords } from "../words";
import type { Piece } from "./evidence";
import "./trail.css";

interface TrailProps {
  deal: string;
  process: string | undefined;
  pieces: readonly Piece[];
  changes: readonly StageChange[];
}

/** 证途: what was done, what it showed, and where it led; newest first. */
export function DealTrail({ deal, process, pieces, changes }: TrailProps) {
  const words = usePocketWords();
  const say = useSaying(process);
  const { now, zone } = useWho();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useActivitiesOf(
    "deal",
    deal,
  );
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (isPending) return <Waiting lines={6} />;
  const activities = data.pages.flatMap((page) => page.items);
  const shown = new Set(activities.map((activity) => activity.id));
  // What came of an activity stands above it: both carry the same instant, and the sort keeps the order.
  const entries = [
    ...changes
      .filter((change) => change.from !== null)
      .map((change) => moved(change, words.deals.moved(say.stage(change.to ?? "")))),
    ...activities.map((activity) =>
      done(
        activity,
        pieces.filter((piece) => piece.via === activity.id),
        say,
        <Marks activity={activity} zone={zone} now={new Date(now)} />,
      ),
    ),
    ...pieces
      .filter((piece) => !piece.via || (!shown.has(piece.via) && !hasNextPage))
      .map((piece) => alone(piece, say)),
  ].sort((a, b) => b.at.localeCompare(a.at));
  if (entries.length === 0) return <Empty title={words.deals.noTrail}>{words.deals.noTrailText}</Empty>;
  return (
    <>
      <Trail entries={entries} />
      <More has={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </>
  );
}

const RANK: SealState[] = ["claimed", "rejected", "imported", "waiting", "proven"];

/** An activity carries the strongest seal its evidence has; words alone stay claimed. */
function strongest(pieces: readonly Piece[]): SealState {
  return pieces.reduce<SealState>(
    (best, { state }) => (RANK.indexOf(state) > RANK.indexOf(best) ? state : best),
    "claimed",
  );
}

const when = (at: string) => ({ at: new Date(at).toISOString(), day: shortDay(at), clock: clock(at) });

function done(activity: RecordRow, pieces: Piece[], say: Saying, marks: ReactNode): TrailEntry {
  const type = say.type(String(activity["type"]));
  const facts = [activity["topic"], activity["objection"], activity["next_step"]].filter(Boolean);
  return {
    key: activity.id,
    ...when(String(activity["occurred_at"])),
    state: strongest(pieces),
    title: type,
    facts: (
      <>
        {facts.join(" · ")} {marks}
      </>
    ),
    evidence:
      pieces.length > 0 ? pieces.map((piece) => <Card key={piece.id} piece={piece} say={say} />) : null,
  };
}

/** 补记: told late. Locked: a correction is a new entry. */
function Marks({ activity, zone, now }: { activity: RecordRow; zone: string; now: Date }) {
  const words = usePocketWords();
  const locked = isShut(activity, zone, now);
  return (
    <>
      {activity["late"] === true ? <span className="tag late">{words.deals.late}</span> : null}
      {locked ? (
        <span className="tag" title={words.deals.lockedText}>
          <Icon name="lock" size="s" />
          {words.deals.locked}
        </span>
      ) : null}
    </>
  );
}

function alone(piece: Piece, say: Saying): TrailEntry {
  return {
    key: piece.id,
    ...when(piece.captured_at ?? piece.received_at),
    state: piece.state,
    title: say.kind(piece.kind),
    evidence: <Card piece={piece} say={say} />,
  };
}

function moved(change: StageChange, title: string): TrailEntry {
  return { key: `stage-${change.at}-${change.to ?? ""}`, ...when(change.at), state: null, title };
}

function Card({ piece, say }: { piece: Piece; say: Saying }) {
  const { file } = piece;
  const name = say.kind(piece.kind);
  if (!file) return <EvidenceCard icon="quote">{name}</EvidenceCard>;
  if (piece.kind === SPOKEN || file.mime.startsWith("audio/")) {
    return (
      <span className="heard">
        <Seal state={piece.state} size="xs" label={name} />
        <audio controls preload="none" src={originalOf(file.id)} aria-label={name} />
      </span>
    );
  }
  if (!isPicture(file.mime)) {
    return (
      <EvidenceCard icon="doc" href={originalOf(file.id)}>
        {file.name}
      </EvidenceCard>
    );
  }
  return (
    <a className="ev-ph" href={originalOf(file.id)} target="_blank" rel="noreferrer" aria-label={name}>
      <img src={viewOf(file.id, 240)} alt="" loading="lazy" decoding="async" />
      <Seal state={piece.state} size="xs" label={name} />
    </a>
  );
}
