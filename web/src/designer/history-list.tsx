import { clock, shortDay } from "@/app/format";
import { useLabel, useLanguage, type Language } from "@/app/language";
import { ActorName } from "@/events/event-line";
import type { EventRow } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Button, Empty, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { SUBJECTS, useDeeds, useDesigning, type Deed } from "./api";
import { RefusalNote } from "./refusal-note";
import { entryOf } from "./registry";
import { useDesignerWords } from "./words";

/** What designers did, newest first, each step with its way back. */
export function HistoryList({ object, only }: { object?: string; only?: (deed: Deed) => boolean }) {
  const words = useDesignerWords();
  const { data, isPending, hasNextPage, fetchNextPage } = useDeeds(object);
  const told = data?.pages.flatMap((page) => page.items) ?? [];
  const deeds = only ? told.filter(only) : told;
  return (
    <Section title={words.history} note={words.historyNote}>
      {isPending ? <Loading lines={4} /> : null}
      {data && deeds.length === 0 ? <Empty title={words.noHistory} /> : null}
      <ol className="hist dz-hist">
        {deeds.map((deed) => (
          <Line key={deed.id} deed={deed} whole={object === undefined} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button small onClick={() => void fetchNextPage()}>
          {words.older}
        </Button>
      ) : null}
    </Section>
  );
}

function Line({ deed, whole }: { deed: Deed; whole: boolean }) {
  const words = useDesignerWords();
  const label = useLabel();
  const { undo } = useDesigning();
  const { busy, cause, attempt } = useTrying();
  const take = async () => {
    await attempt(async () => {
      await undo(deed.id);
      say(words.undid);
    });
  };
  const actor = deed.actor as EventRow["actor"];
  const about = [
    (whole || !deed.field) && !deed.rule ? label(deed.object.label, deed.object.name) : null,
    deed.field ? label(deed.field.label, deed.field.name) : null,
    ...SUBJECTS.map((each) => {
      const subject = deed[each];
      return subject ? label(subject.label, subject.key) : null;
    }),
  ].filter(Boolean);
  return (
    <li className={deed.undone ? "undone" : undefined} data-deed={deed.action}>
      <time dateTime={deed.recorded_at}>
        {shortDay(deed.recorded_at)} {clock(deed.recorded_at)}
      </time>
      <div>
        <div className="row">
          <p className="grow">
            <b>{words.actions[deed.action] ?? deed.action}</b> {about.join(" · ")}{" "}
            <span className="mut">
              <ActorName actor={actor} />
            </span>
            {deed.undoes ? <span className="dim"> {words.isUndo}</span> : null}
          </p>
          {deed.undone ? <span className="dim sm">{words.undone}</span> : null}
          {deed.can_undo ? (
            <Button small kind="quiet" icon="undo" disabled={busy} onClick={() => void take()}>
              {words.undo}
            </Button>
          ) : null}
        </div>
        <Differences deed={deed} />
        <RefusalNote cause={cause} />
      </div>
    </li>
  );
}

/** What was set, and what stood there before; of something new only what matters at a glance. */
function Differences({ deed }: { deed: Deed }) {
  const words = useDesignerWords();
  const language = useLanguage();
  const born = deed.action.endsWith("_defined");
  const shown = Object.entries(deed.changes)
    .filter(([key]) => key !== "layout")
    .filter(([key]) => !born || ["type", "name"].includes(key));
  if (shown.length === 0) return null;
  return (
    <dl>
      {shown.map(([key, [from, to]]) => (
        <div key={key} className="hist-c">
          <dt>{words.what[key] ?? key}</dt>
          <dd>
            {from === null || from === undefined ? null : (
              <>
                <s>{spoken(key, from, language)}</s> →{" "}
              </>
            )}
            {spoken(key, to, language)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function spoken(key: string, value: unknown, language: Language): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "boolean") return value ? "✓" : "—";
  if (key === "type") return entryOf(String(value))?.name[language] ?? String(value);
  if (typeof value !== "object") return String(value);
  if ("label" in value) return spoken(key, value.label, language);
  if ("zh" in value && "en" in value) {
    const { zh, en } = value as { zh: string; en: string };
    return zh === en ? zh : `${zh} / ${en}`;
  }
  return options(value as Record<string, unknown>, language);
}

function options(value: Record<string, unknown>, language: Language): string {
  const each = Object.entries(value).map(([key, said]) => {
    if (key !== "choices" || !Array.isArray(said)) return `${key}: ${String(said)}`;
    return said.map((choice: { label: Record<Language, string> }) => choice.label[language]).join("、");
  });
  return each.join(", ") || "—";
}
