import { clock, number, shortDay } from "@/app/format";
import { useLabel, useWords } from "@/app/language";
import { useMe } from "@/app/queries";
import type { EventRow, Gate, ObjectShape, Process, ProcessNode, RecordRow } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { ActorName } from "@/events/event-line";
import { ShowValue } from "@/fields";
import { stationsOf } from "@/processes/road";
import { Seal, StageRail } from "@/ui";
import { arrivalsOf, shownOf } from "./trail-entries";

interface RoadProps {
  process: Process;
  row: RecordRow;
  gate: Gate | undefined;
  events: EventRow[];
  evidence: RecordRow[];
}

const DAY = 86_400_000;

/** The stage rail of one record: dates behind, days and limit here, limits ahead. */
export function Road({ process, row, gate, events, evidence }: RoadProps) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const now = useMe().data?.now;
  const arrivals = arrivalsOf(process, row, evidence.map(shownOf), events);
  /** A station ahead: whose it is where it is not the seller's own, and how long it may take. */
  const ahead = (node: ProcessNode): string | null => {
    const roles = shared.roles as Record<string, string | undefined>;
    const whose = node.role && node.role !== "rep" ? (roles[node.role] ?? node.role) : null;
    const limit = node.limit_days ? words.deal.limit(number(node.limit_days)) : null;
    return [whose, limit].filter(Boolean).join(" · ") || null;
  };
  const note = (node: ProcessNode, here: boolean) => {
    const at = arrivals.get(node.key)?.day;
    if (!here) {
      if (at) return shortDay(at);
      return ahead(node);
    }
    const since = gate?.entered_at ?? at;
    if (!since || node.end) return at ? shortDay(at) : null;
    const days = Math.max(0, Math.floor((Date.parse(now ?? since) - Date.parse(since)) / DAY));
    if (!node.limit_days) return words.deal.days(number(days));
    return (
      <span className={days > node.limit_days ? "risk" : "wait"}>
        {words.deal.daysOf(number(days), number(node.limit_days))}
      </span>
    );
  };
  const stations = stationsOf(process, {
    stage: String(row.stage ?? ""),
    gate,
    arrivals,
    label: (node) => label(node.label, node.key),
    note,
  });
  return <StageRail stations={stations} label={words.deal.stages} />;
}

/** The road is over: won on proof, or lost with its reason. */
export function Ended({ process, row, shape }: { process: Process; row: RecordRow; shape: ObjectShape }) {
  const words = useDeskWords();
  const label = useLabel();
  const node = process.nodes.find((each) => each.key === row.stage);
  const reason = shape.fields.find((field) => field.name === "lost_reason");
  const won = node?.end === "won";
  return (
    <section className="refuse">
      <div className={won ? "ended won" : "ended"}>
        {won ? <Seal state="proven" size="l" /> : null}
        <div>
          <p className="song refuse-t">{won ? words.deal.wonTitle : words.deal.lostTitle}</p>
          <p className="sm mut">
            {label(node?.label, String(row.stage ?? ""))}
            {typeof row.closed_on === "string" ? ` · ${shortDay(row.closed_on)}` : ""}
            {!won && reason && row.lost_reason ? (
              <>
                {" · "}
                <ShowValue field={reason} value={row.lost_reason} dense />
              </>
            ) : null}
          </p>
        </div>
      </div>
    </section>
  );
}

/** The latest attempt that was not let through, if nothing has moved since. */
export function LastTry({ events }: { events: EventRow[] }) {
  const words = useDeskWords();
  const moved = events.findIndex((event) => "stage" in event.changes);
  const tried = events.findIndex((event) => event.action === "attempt.refused");
  const event = events[tried];
  if (!event || (moved >= 0 && moved < tried)) return null;
  const when = `${shortDay(event.recorded_at)} ${clock(event.recorded_at)}`;
  return (
    <>
      <ActorName actor={event.actor} /> {words.deal.tried(when)}
    </>
  );
}
