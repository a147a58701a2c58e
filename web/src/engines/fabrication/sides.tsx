import { Link } from "react-router";
import { isPicture, originalOf, viewOf } from "@/app/files";
import { clock, number, shortDay } from "@/app/format";
import { useLanguage } from "@/app/language";
import { useObject } from "@/app/queries";
import type { Place } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { Empty, Fact } from "@/ui";
import { pieces } from "./passages";
import type { Passage, Side } from "./queries";
import { useFabricationWords } from "./words";

const stamp = (at: string | null | undefined): string => (at ? `${shortDay(at)} ${clock(at)}` : "");

/** One of both: its photo or words, then when, where and whose. */
export function SideCard({ side, title, at, passages }: Props) {
  const words = useFabricationWords();
  const kinds = useObject("activity").data?.fields.find((each) => each.name === "type");
  const language = useLanguage();
  if (!side) return <Bare title={title}>{words.alone}</Bare>;
  const { activity, evidence } = side;
  if (!activity && !evidence) return <Bare title={title}>{side.hidden ? words.hidden : words.nothing}</Bare>;
  const photo = evidence?.file?.find((each) => isPicture(each.mime));
  const who = (activity?.owner ?? evidence?.owner)?.label ?? "";
  const type = choiceLabel(kinds, activity?.type, language);
  const record = activity ? `/o/activity/${activity.id}` : `/o/evidence/${evidence?.id ?? ""}`;
  return (
    <article className="fab-side" aria-label={title}>
      <h3>
        <span className="mut">{title}</span>{" "}
        <Link className="reach" to={record}>
          {[type, activity?.customer?.label].filter(Boolean).join(" · ") || who}
        </Link>
      </h3>
      {photo ? (
        <a className="fab-photo" href={originalOf(photo.id)} target="_blank" rel="noreferrer">
          <img src={viewOf(photo.id, 960)} alt={words.photoOf(who)} />
        </a>
      ) : null}
      {side.text ? <Said text={side.text} passages={passages} at={at} /> : null}
      <dl className="fab-f">
        <Fact name={words.person} value={who} />
        <Fact name={words.customer} value={activity?.customer?.label} />
        <Fact name={words.happened} value={stamp(activity?.occurred_at)} />
        <Fact name={words.captured} value={stamp(evidence?.captured_at)} />
        <Fact name={words.entered} value={stamp(activity?.received_at ?? evidence?.received_at)} />
        <Where place={evidence?.place ?? activity?.place ?? null} />
      </dl>
    </article>
  );
}

interface Props {
  side: Side | null;
  title: string;
  at: 0 | 1;
  passages: Passage[];
}

function Bare({ title, children }: { title: string; children: string }) {
  return (
    <article className="fab-side" aria-label={title}>
      <h3 className="mut">{title}</h3>
      <Empty title={children} />
    </article>
  );
}

function Said({ text, passages, at }: { text: string; passages: Passage[]; at: 0 | 1 }) {
  return (
    <p className="fab-said">
      {pieces(text, passages, at).map((each, place) =>
        each.same ? <mark key={place}>{each.text}</mark> : <span key={place}>{each.text}</span>,
      )}
    </p>
  );
}

function Where({ place }: { place: Place | null }) {
  const words = useFabricationWords();
  const said = place
    ? [
        `${place.lat}, ${place.lng}`,
        place.accuracy_m === null || place.accuracy_m === undefined
          ? ""
          : words.accuracy(number(place.accuracy_m)),
      ]
    : [words.noPlace];
  return <Fact name={words.place} value={said.filter(Boolean).join(" · ")} />;
}
