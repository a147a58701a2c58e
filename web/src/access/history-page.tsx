import { clock, date, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { undoDeed, useDeeds, useRefreshed, useRoles } from "./calls";
import { type Deed, type Grant, VERBS } from "./shapes";
import { useAccessWords } from "./words";

/** Before this day nobody noted the beginning of anything. */
const EVER = "1901";

/** Who changed access, when and how it was before; each entry can be undone. */
export function AccessHistoryPage() {
  const words = useAccessWords();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useDeeds();
  const deeds = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.titles.deeds}>
      <header className="list-h">
        <h1>{words.titles.deeds}</h1>
        <span className="mut grow">{words.deeds.note}</span>
      </header>
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data && deeds.length === 0 ? <Empty title={words.deeds.none}>{words.deeds.noneText}</Empty> : null}
      <ol className="acc-deeds">
        {deeds.map((deed) => (
          <Line key={deed.id} deed={deed} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button small disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.deeds.more}
        </Button>
      ) : null}
    </Page>
  );
}

function Line({ deed }: { deed: Deed }) {
  const words = useAccessWords();
  const refreshed = useRefreshed();
  const { cause, attempt } = useTrying();
  const undo = async () => {
    await attempt(async () => {
      await undoDeed(deed.id);
      say(words.deeds.done);
      await refreshed();
    });
  };
  const actions: Record<string, string> = words.deeds.actions;
  const about = useAbout(deed);
  return (
    <li data-deed={deed.action}>
      <time className="sm dim n" dateTime={deed.at}>
        {shortDay(deed.at)} {clock(deed.at)}
      </time>
      <div className="grow">
        <p>
          <b>{actions[deed.action] ?? deed.action}</b> {about} <span className="mut">{deed.actor.label}</span>{" "}
          {deed.about.undoes ? <span className="sm dim">{words.deeds.undoes}</span> : null}
        </p>
        <Parts deed={deed} />
        {cause ? <Failed cause={cause} /> : null}
      </div>
      {deed.undone ? (
        <Chip tone="line">{words.deeds.undone}</Chip>
      ) : (
        <Button small icon="undo" onClick={() => void undo()}>
          {words.deeds.undo}
        </Button>
      )}
    </li>
  );
}

/** What the entry is about: a role by its name today, a person, a department. */
function useAbout(deed: Deed): string {
  const label = useLabel();
  const words = useAccessWords();
  const { data } = useRoles();
  const { about, names } = deed;
  const found = data?.items.find((role) => role.key === about.role);
  const old = { zh: String(about.label ?? about.role ?? ""), en: String(about.label_en ?? about.role ?? "") };
  const role = about.role ? `「${label(found?.label ?? old)}」` : "";
  const who = names[String(about.person ?? about.department ?? "")] ?? "";
  return [who, role].filter(Boolean).join(words.and);
}

function Parts({ deed }: { deed: Deed }) {
  const words = useAccessWords();
  const label = useLabel();
  const { data } = useRoles();
  const object = (name: string) =>
    name === "*" ? words.matrix.all : label(data?.objects.find((each) => each.name === name)?.label, name);
  const nameOf = (part: string): string => {
    const [kind, name = ""] = part.split(/\.(.*)/s);
    if (kind === "grants") return words.deeds.grants(object(name));
    if (kind === "fields") return words.deeds.fields(object(name));
    if (kind === "spans") return words.deeds.spans;
    if (kind === "share") return words.deeds.share;
    return (words.deeds.parts as Record<string, string>)[part] ?? part;
  };
  const said = useSaid(deed);
  const shown = Object.entries(deed.changes).filter(([part]) => part !== "share");
  return (
    <dl className="acc-parts">
      {shown.slice(0, 8).map(([part, [from, to]]) => (
        <div key={part}>
          <dt className="mut">{nameOf(part)}</dt>
          <dd>
            <s className="dim">{said(part, from)}</s> → {said(part, to)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One side of a change, in words. */
function useSaid(deed: Deed): (part: string, value: unknown) => string {
  const words = useAccessWords();
  const label = useLabel();
  const { data } = useRoles();
  const grant = (said: Grant): string => {
    const verbs = VERBS.filter((verb) => said[verb]).map((verb) => words.verbs[verb]);
    const reach = [
      `${words.matrix.read} ${words.reach[said.read ?? "none"]}`,
      `${words.matrix.write} ${words.writes[said.write ?? "none"]}`,
    ];
    return [...reach, ...verbs].join(words.and);
  };
  const rules = (object: string, said: Record<string, "hidden" | "read">): string => {
    const fields = data?.objects.find((each) => each.name === object)?.fields;
    return Object.entries(said)
      .map(
        ([name, rule]) =>
          `${label(fields?.find((each) => each.name === name)?.label, name)} ${words.rules[rule]}`,
      )
      .join(words.and);
  };
  return (part, value) => {
    if (value === null || value === undefined || value === "") return words.deeds.nothing;
    if (part.startsWith("grants.")) return grant(value as Grant);
    if (part.startsWith("fields.")) return rules(part.slice(7), value as Record<string, "hidden" | "read">);
    if (part === "label") return label(value as { zh: string; en: string });
    if (part === "permissions")
      return (
        (value as string[])
          .map((key) => label(data?.permissions.find((each) => each.key === key)?.label, key))
          .join(words.and) || words.deeds.nothing
      );
    if (part === "spans") {
      const spans = value as [string, string, string | null][];
      const role = (key: string) => label(data?.items.find((each) => each.key === key)?.label, key);
      const days = (since: string, until: string | null) => {
        if (since < EVER) return until ? words.people.until(date(until)) : words.people.ever;
        return until ? words.people.span(date(since), date(until)) : words.people.from(date(since));
      };
      return (
        spans
          .map(([of, since, until]) => `${deed.names[of] ?? role(of)} ${days(since, until)}`)
          .join(words.and) || words.deeds.nothing
      );
    }
    return String(value);
  };
}
