import { clock, number, shortDay } from "@/app/format";
import { useLabel, useLanguage, useWords } from "@/app/language";
import type { EventRow, Field, ObjectShape, RecordRow } from "@/app/shapes";
import { asText, choiceLabel } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { ActorName } from "@/events/event-line";
import { EventValue } from "@/events/change";
import { Panel, Seal, Sum } from "@/ui";
import { shownOf, type Shown } from "./trail-entries";

interface OriginPanelProps {
  field: Field;
  row: RecordRow;
  events: EventRow[];
  onClose: () => void;
}

/** 来历 of a typed figure: in full, who set it, and every time it moved. */
export function OriginPanel({ field, row, events, onClose }: OriginPanelProps) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const name = label(field.label, field.name);
  const changes = events.filter((event) => field.name in event.changes);
  return (
    <Panel title={words.deal.originOf(name)} onClose={onClose}>
      <p className="fig origin">{asText(field, row[field.name], language, shared)}</p>
      <p className="sm mut">{words.deal.entered}</p>
      <h3>
        {words.deal.changes}
        <span className="dim n">{number(changes.length)}</span>
      </h3>
      {changes.length === 0 ? <p className="sm dim">{words.deal.noChanges}</p> : null}
      <ol className="hist">
        {changes.map((event) => {
          const [from, to] = event.changes[field.name] ?? [];
          return (
            <li key={event.cursor}>
              <time dateTime={event.occurred_at}>
                {shortDay(event.occurred_at)} {clock(event.occurred_at)}
              </time>
              <div>
                <p className="n">
                  {from === null || from === undefined ? null : (
                    <>
                      <s>
                        <EventValue field={field} value={from} />
                      </s>{" "}
                      →{" "}
                    </>
                  )}
                  <b>
                    <EventValue field={field} value={to} />
                  </b>
                </p>
                <p className="sm mut">
                  <ActorName actor={event.actor} />
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

interface EvidenceOriginProps {
  rows: RecordRow[];
  shape: ObjectShape | undefined;
  onOpen: (shown: Shown) => void;
  onClose: () => void;
}

/** 来历 of the evidence count: a line per kind, the total, the records behind it. */
export function EvidenceOrigin({ rows, shape, onOpen, onClose }: EvidenceOriginProps) {
  const words = useDeskWords();
  const language = useLanguage();
  const kind = shape?.fields.find((field) => field.name === "kind");
  const shown = rows.map(shownOf);
  const kinds = [...new Set(shown.map((each) => each.kind))];
  const share = (list: Shown[]) =>
    `${number(list.filter((each) => each.state === "proven").length)} / ${number(list.length)}`;
  const lines = kinds.map((key) => ({
    key,
    name: choiceLabel(kind, key, language),
    value: share(shown.filter((each) => each.kind === key)),
  }));
  return (
    <Panel title={words.deal.originOf(words.deal.evidence)} onClose={onClose}>
      <p className="fig origin">{share(shown)}</p>
      <Sum lines={lines} total={{ name: words.team.share, value: share(shown) }} />
      <h3>
        {words.deal.records}
        <span className="dim n">{number(shown.length)}</span>
      </h3>
      <ul className="lines">
        {shown.map((each) => (
          <li key={each.id}>
            <Seal state={each.state} size="xs" />
            <button type="button" className="linkish grow clip" onClick={() => onOpen(each)}>
              {choiceLabel(kind, each.kind, language)} {each.files[0]?.name}
            </button>
            <span className="sm dim n">
              {each.captured ? `${shortDay(each.captured)} ${clock(each.captured)}` : ""}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
