import { Link } from "react-router";
import { useRules } from "@/automation/api";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { usePeople } from "@/app/people";
import { useMe } from "@/app/queries";
import type { EventRow, ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { pageFields } from "@/records/columns-of";
import { EventValue, NameOf } from "./change";

/** An action of the log in words; one we have no word for keeps its own name. */
export function useActionName(): (action: string) => string {
  const { history } = useDeskWords();
  const known: Record<string, string> = history.actions;
  return (action) => known[action] ?? action;
}

export function ActorName({ actor }: { actor: EventRow["actor"] }) {
  const people = usePeople();
  const { history } = useDeskWords();
  if (actor.on_behalf) {
    return (
      <>
        <ActorName actor={{ ...actor, on_behalf: null }} />{" "}
        {history.onBehalf(people.get(actor.on_behalf) ?? "")}
      </>
    );
  }
  if (actor.label) return <>{actor.label}</>;
  if (actor.kind === "person" && actor.id) return <NameOf object="person" id={actor.id} />;
  const kinds = history.actors as Record<string, string>;
  return (
    <>
      {[kinds[actor.kind] ?? actor.kind, actor.kind === "rule" ? actor.id : null].filter(Boolean).join(" ")}
    </>
  );
}

/** Why it happened: the evidence it rests on, or the rule that did it, which whoever designs rules may ask. */
export function Because({ because }: { because: unknown }) {
  const words = useDeskWords();
  if (typeof because === "string") return <span className="mut"> {words.history.by(because)}</span>;
  if (typeof because !== "object" || because === null) return null;
  const { evidence, rule, run } = because as { evidence?: unknown; rule?: unknown; run?: unknown };
  if (typeof rule === "string" && typeof run === "string") return <ByRule rule={rule} run={run} />;
  if (Array.isArray(evidence) && evidence.length > 0)
    return <span className="mut"> {words.deal.becauseOf(number(evidence.length))}</span>;
  if (typeof rule === "string") return <span className="mut"> {words.history.by(rule)}</span>;
  return null;
}

/** The rule by its name, and the way to the entry of its log that says why. */
function ByRule({ rule, run }: { rule: string; run: string }) {
  const { history } = useDeskWords();
  const label = useLabel();
  const may = useMe().data?.permissions.includes("schema:design") ?? false;
  const { data: rules } = useRules(may);
  const name = label(rules?.find((each) => each.key === rule)?.label, rule);
  if (!may) return <span className="mut"> {history.by(name)}</span>;
  return (
    <>
      {" "}
      <Link to={`/rules/runs?rule=${rule}&run=${run}`}>{history.by(name)}</Link>
    </>
  );
}

interface ChangesProps {
  shape: ObjectShape | undefined;
  event: EventRow;
  most?: number;
}

/** Field by field: what it was, what it became. A field the reader may not see is not listed. */
export function Changes({ shape, event, most = 12 }: ChangesProps) {
  const words = useDeskWords();
  const label = useLabel();
  const born = event.action.includes("create");
  const { own, kept } = pageFields(shape?.fields ?? []);
  const shown = born ? own : [...own, ...kept];
  const seen = Object.entries(event.changes).flatMap(([name, [from, to]]) => {
    const field = shown.find((each) => each.name === name);
    return field && !(born && (to === null || to === undefined)) ? [{ field, from, to }] : [];
  });
  if (seen.length === 0) return null;
  return (
    <>
      <dl>
        {seen.slice(0, most).map(({ field, from, to }) => (
          <div key={field.name} className="hist-c">
            <dt>{label(field.label, field.name)}</dt>
            <dd>
              {from === null || from === undefined ? null : (
                <>
                  <s>
                    <EventValue field={field} value={from} />
                  </s>{" "}
                  →{" "}
                </>
              )}
              <EventValue field={field} value={to} />
            </dd>
          </div>
        ))}
      </dl>
      {seen.length > most ? <p className="dim sm">{words.history.more(number(seen.length - most))}</p> : null}
    </>
  );
}

/** Who, when, what, and because of what: one event of one record. */
export function EventLine({ shape, event }: { shape: ObjectShape | undefined; event: EventRow }) {
  const action = useActionName();
  return (
    <li>
      <time dateTime={event.recorded_at}>
        {shortDay(event.occurred_at)} {clock(event.occurred_at)}
      </time>
      <div>
        <p>
          <b>{action(event.action)}</b> <ActorName actor={event.actor} />
          <Because because={event.because} />
        </p>
        <Changes shape={shape} event={event} />
      </div>
    </li>
  );
}
