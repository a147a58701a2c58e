import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef } from "react";
import { Link, Outlet, useLocation, useNavigate } from "react-router";
import { api } from "@/app/api";
import { clock, shortDay } from "@/app/format";
import { useLabel, useWords } from "@/app/language";
import { keys, refresh, refreshAll, refreshShape, useObjects, useProcesses } from "@/app/queries";
import type { Me } from "@/app/shapes";
import { useStream } from "@/app/stream";
import { Bell } from "@/inbox/bell";
import { inboxKeys } from "@/inbox/queries";
import { Brand, Button, Icon, Loading } from "@/ui";
import { Notices } from "@/ui/notice";
import { AccountMenu } from "./account-menu";
import { areasFor, placeOf, type Area, type Tab } from "./areas";
import { Finder } from "./finder";
import { useDeskWords } from "./words";

const ApprovalRemedy = lazy(async () => ({
  default: (await import("@/approvals/request/remedy")).ApprovalRemedy,
}));

/** Rail, top bar and the strip that says whose eyes are being used. */
export function Shell({ me }: { me: Me }) {
  const client = useQueryClient();
  const words = useDeskWords();
  const { data: objects = [] } = useObjects();
  const { data: processes = [] } = useProcesses();
  const moving = new Set(processes.map((process) => process.object));
  const areas = areasFor(objects, moving, me.permissions);
  const place = placeOf(useLocation().pathname, areas);
  useStream({
    onChanges: (changes) => refresh(client, changes),
    onGap: () => refreshAll(client),
    onShape: () => refreshShape(client),
    onNotified: () => void client.invalidateQueries({ queryKey: inboxKeys.all }),
    onEnd: () => void client.invalidateQueries({ queryKey: keys.me }),
  });
  useAreaKeys(areas);
  const stopViewing = async () => {
    await api("/session/view-as", { method: "DELETE" });
    await client.resetQueries();
  };
  return (
    <div className={me.view_as ? "desk asif" : "desk"}>
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <Rail areas={areas} here={place?.area ?? null} />
      <TopBar me={me} area={place?.area ?? null} tab={place?.tab ?? null} />
      {me.view_as ? (
        <div className="strip" role="status">
          <Icon name="eye" />
          <span className="grow">{words.shell.viewing(me.view_as.label)}</span>
          <Button small onClick={() => void stopViewing()}>
            {words.shell.viewEnd}
          </Button>
        </div>
      ) : null}
      <Suspense
        fallback={
          <main className="main">
            <Loading lines={5} />
          </main>
        }
      >
        <Outlet />
      </Suspense>
      <Suspense fallback={null}>
        <ApprovalRemedy />
      </Suspense>
      <Notices />
    </div>
  );
}

/** Whatever is current of a strip that scrolls is never outside of it. */
function useInSight(...when: unknown[]) {
  const strip = useRef<HTMLElement>(null);
  const key = when.join(" ");
  useEffect(() => {
    strip.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [key]);
  return strip;
}

function Rail({ areas, here }: { areas: Area[]; here: Area | null }) {
  const strip = useInSight(here?.key, areas.length);
  const words = useDeskWords();
  const shared = useWords();
  const link = (area: Area) => {
    const [first] = area.tabs;
    const on = here?.key === area.key;
    return first ? (
      <Link
        key={area.key}
        to={first.to}
        className={on ? "on" : undefined}
        aria-current={on ? "page" : undefined}
      >
        <Icon name={area.icon} />
        {words.areas[area.key]}
      </Link>
    ) : null;
  };
  return (
    <nav ref={strip} className="rail" aria-label={words.shell.rail}>
      <Brand label={shared.product} />
      {areas.filter((area) => !area.low).map(link)}
      <span className="gap" />
      {areas.filter((area) => area.low).map(link)}
    </nav>
  );
}

function TopBar({ me, area, tab }: { me: Me; area: Area | null; tab: Tab | null }) {
  const words = useDeskWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const name = (each: Tab) =>
    each.word
      ? words.tabs[each.word]
      : label(objects.find((shape) => shape.name === each.object)?.label, each.object);
  const strip = useInSight(tab?.key, area?.tabs.length);
  return (
    <header className="topbar">
      <nav ref={strip} aria-label={words.shell.tabs}>
        {area?.tabs.map((each) => (
          <Link
            key={each.key}
            to={each.to}
            className={each.key === tab?.key ? "on" : undefined}
            aria-current={each.key === tab?.key ? "page" : undefined}
          >
            {name(each)}
          </Link>
        ))}
      </nav>
      <span className="grow" />
      <time className="sm dim n" dateTime={me.now}>
        {shortDay(me.now)} {clock(me.now)}
      </time>
      <Finder />
      <Bell now={me.now} />
      <AccountMenu me={me} />
    </header>
  );
}

const KEYS: Record<string, Area["key"]> = {
  l: "lead",
  c: "customer",
  d: "deal",
  w: "todo",
  t: "trade",
  p: "process",
  o: "more",
  i: "imports",
  h: "history",
  s: "setup",
  a: "access",
};

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** `g` then a letter changes the area. */
function useAreaKeys(areas: Area[]): void {
  const navigate = useNavigate();
  useEffect(() => {
    let waiting = 0;
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === "g") {
        waiting = event.timeStamp;
        return;
      }
      const key = event.timeStamp - waiting < 1200 ? KEYS[event.key] : undefined;
      waiting = 0;
      const to = key && areas.find((area) => area.key === key)?.tabs[0]?.to;
      if (to) void navigate(to);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [areas, navigate]);
}
