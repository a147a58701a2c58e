import { Link, useParams } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObject } from "@/app/queries";
import { AwaitedPage } from "@/desk/awaited-page";
import { Page } from "@/desk/page";
import { RecordHistory } from "@/events/record-history";
import { TONES } from "@/inbox/row";
import { Chip, Fact, Section } from "@/ui";
import { Deeds } from "./deeds";
import { FROM_PHONE, LeftOps } from "./left";
import { Ladder, Similar } from "./parts";
import { UNSETTLED, useSheet, type Item, type Sheet } from "./queries";
import { useWorkItemWords } from "./words";
import "./workitems.css";

/** One work item: why it is there, what it is about, what like cases came to, and what to do now. */
export function WorkItemPage() {
  const { id = "" } = useParams();
  const words = useWorkItemWords();
  const gone = { title: words.gone, text: words.goneText, back: words.back, to: "/o/work_item" };
  return (
    <AwaitedPage query={useSheet(id)} title={words.title} gone={gone}>
      {(sheet) => <Whole sheet={sheet} />}
    </AwaitedPage>
  );
}

function Whole({ sheet }: { sheet: Sheet }) {
  const words = useWorkItemWords();
  const shape = useObject("work_item").data;
  const { item } = sheet;
  return (
    <Page title={item.title}>
      <Head sheet={sheet} />
      <div className="wi">
        <div className="stack">
          <Section title={words.cause} note={sheet.closes_by_itself ? words.closesItself : undefined}>
            <p className="wi-cause">{item.cause}</p>
            <Facts sheet={sheet} />
          </Section>
          {item["source"] === FROM_PHONE ? (
            <Section title={words.left.title}>
              <LeftOps item={item.id} />
            </Section>
          ) : null}
          {UNSETTLED.includes(item.state) ? null : <Ended item={item} />}
          <Section title={words.similar} note={words.similarNote}>
            <Similar cases={sheet.similar} />
          </Section>
        </div>
        <div className="stack">
          <Section title={words.ladder} note={words.ladderNote}>
            <Ladder rungs={sheet.ladder} />
          </Section>
          {shape ? (
            <Section title={words.history} thin>
              <RecordHistory shape={shape} id={item.id} />
            </Section>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function Head({ sheet }: { sheet: Sheet }) {
  const words = useWorkItemWords();
  const label = useLabel();
  const shape = useObject("work_item").data;
  const me = useMe().data;
  const { item, about } = sheet;
  const named = (field: string, key: string | null) => {
    const choices = shape?.fields.find((each) => each.name === field)?.options?.choices ?? [];
    return label(choices.find((each) => each.key === key)?.label, key ?? "");
  };
  const late =
    UNSETTLED.includes(item.state) && item.due_at !== null && me !== undefined && item.due_at < me.now;
  return (
    <>
      <div className="rec-h">
        <div>
          <p className="sm mut wi-marks">
            <Chip tone={TONES[item.level]}>{named("level", item.level)}</Chip>
            <span>{named("kind", item.kind)}</span>
            <span className="n">{item.number}</span>
            <Chip tone={item.state === "open" ? "amber" : "line"}>{named("state", item.state)}</Chip>
            {item.repeats ? <span className="risk">{words.repeats(item.repeats)}</span> : null}
            {item.escalated ? <span className="risk">{words.escalated(item.escalated)}</span> : null}
          </p>
          <h1>{item.title}</h1>
        </div>
        <Deeds sheet={sheet} />
      </div>
      <dl className="wi-f">
        {about ? (
          <div>
            <dt>{label(about.object_label)}</dt>
            <dd>
              <Link className="reach" to={`/o/${about.object}/${about.id}`}>
                {about.label ?? item.about_label}
              </Link>
            </dd>
          </div>
        ) : item.about_label ? (
          <div>
            <dt>{words.about}</dt>
            <dd>{item.about_label}</dd>
          </div>
        ) : null}
        <Fact name={words.owner} value={item.owner?.label} />
        <Fact name={words.opened} value={stamp(item.opened_at)} />
        <div>
          <dt>{words.due}</dt>
          <dd className={late ? "risk n" : "n"}>
            {stamp(item.due_at)} {late ? words.late : ""}
          </dd>
        </div>
        <Fact
          name={words.responded}
          value={item.response_hours === null ? null : words.hours(number(item.response_hours))}
        />
      </dl>
    </>
  );
}

const stamp = (at: string | null): string => (at ? `${shortDay(at)} ${clock(at)}` : "");

function Facts({ sheet }: { sheet: Sheet }) {
  const words = useWorkItemWords();
  const label = useLabel();
  return (
    <>
      {sheet.facts.length > 0 ? (
        <p className="sm mut">
          {words.facts} {sheet.facts.map(({ key, value }) => `${key} ${String(value)}`).join(" · ")}
        </p>
      ) : null}
      {sheet.records.map((part) => (
        <p key={part.key} className="sm wi-recs">
          <span className="mut">{label(part.label)} </span>
          {part.items.map((each, at) => (
            <span key={each.id}>
              {at > 0 ? " · " : ""}
              <Link className="reach" to={`/o/${each.object}/${each.id}`}>
                {each.label ?? "…"}
              </Link>
            </span>
          ))}
        </p>
      ))}
    </>
  );
}

function Ended({ item }: { item: Item }) {
  const words = useWorkItemWords();
  const how = item.closed_by_rule
    ? words.byRule
    : item.outcome
      ? words.outcomes[item.outcome as keyof typeof words.outcomes]
      : "";
  return (
    <Section title={words.ended} note={stamp(item.resolved_at)}>
      <p>
        <b>{how}</b>
      </p>
      <p className="wi-cause">{item.resolution}</p>
    </Section>
  );
}
