import { number, time } from "@/app/format";
import { Section } from "@/ui";
import { useVisits } from "./queries";
import type { Visit } from "./shapes";
import { useCaptureWords } from "./words";
import "./capture.css";

/** On a lead's page: what its sender looked at on the site, as far as he agreed; nothing where nothing is. */
export function VisitsPart({ lead }: { lead: string }) {
  const words = useCaptureWords();
  const { data } = useVisits(lead);
  if (!data || data.count === 0) return null;
  return (
    <Section title={words.visits} note={words.visitsNote(number(data.count), number(data.pages))}>
      <ul className="cp-visits">
        {data.items.map((each) => (
          <VisitLine key={`${each.at}${each.path}`} visit={each} />
        ))}
      </ul>
    </Section>
  );
}

function VisitLine({ visit }: { visit: Visit }) {
  const words = useCaptureWords();
  const long = visit.seconds >= 120;
  return (
    <li>
      <span className="n sm dim">{time(visit.at)}</span>
      <span className="clip" title={visit.path}>
        {visit.title || visit.path}
        {visit.title ? <span className="sm dim"> {visit.path}</span> : null}
      </span>
      <span className="sm dim r">
        {[
          visit.seconds
            ? long
              ? words.minutes(number(Math.round(visit.seconds / 60)))
              : words.seconds(number(visit.seconds))
            : "",
          visit.referrer ? words.from(visit.referrer) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </li>
  );
}
