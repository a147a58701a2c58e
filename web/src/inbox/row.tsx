import { Link } from "react-router";
import { clock, companyDay, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { Chip, type Tone } from "@/ui/chip";
import type { Delivery, Level, Notification } from "./queries";
import { useInboxWords } from "./words";

export const TONES: Record<Level, Tone> = { info: "plain", yellow: "amber", red: "plum" };

/** Where a notification leads: the page of what it is about. */
export const leadsTo = (item: Notification): string | null =>
  item.about ? `/o/${item.about.object}/${item.about.id}` : null;

/** A time of today, a day otherwise. */
export const stamp = (at: string, today: string): string =>
  companyDay(at) === companyDay(today) ? clock(at) : `${shortDay(at)} ${clock(at)}`;

interface RowProps {
  item: Notification;
  now: string;
  onOpen: () => void;
  short?: boolean;
}

/** One notification: what, when, about which record, and how it went outside. */
export function NotificationRow({ item, now, onOpen, short = false }: RowProps) {
  const words = useInboxWords();
  const label = useLabel();
  const to = leadsTo(item);
  const text = label(item.text);
  const inside = (
    <>
      <span className="ib-t">
        {item.level === "info" ? null : <Chip tone={TONES[item.level]}>{words.levels[item.level]}</Chip>}
        <b>{label(item.title)}</b>
      </span>
      <time className="sm dim n" dateTime={item.at}>
        {stamp(item.at, now)}
      </time>
      {text ? <span className={short ? "ib-x one" : "ib-x"}>{text}</span> : null}
    </>
  );
  return (
    <li className={item.read_at ? "ib" : "ib new"}>
      {to ? (
        <Link className="ib-l" to={to} onClick={onOpen}>
          {inside}
        </Link>
      ) : (
        <button type="button" className="ib-l" onClick={onOpen}>
          {inside}
        </button>
      )}
      {short || item.deliveries.length === 0 ? null : (
        <p className="ib-w sm">
          {item.deliveries.map((each) => (
            <Way key={each.channel} way={each} />
          ))}
        </p>
      )}
    </li>
  );
}

function Way({ way }: { way: Delivery }) {
  const words = useInboxWords();
  return (
    <span className={way.state === "failed" ? "risk" : "mut"}>
      {words.channels[way.channel]} {words.ways[way.state]}
      {way.why ? ` · ${way.why}` : ""}
    </span>
  );
}
