import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { clock, number, shortDay } from "@/app/format";
import { act } from "@/app/writes";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, Loading, Section, Table, type Column, type Tone } from "@/ui";
import { say } from "@/ui/notice";
import { Channels } from "./channels";
import { useEffects, type Effect, type EffectState } from "./queries";
import { useInboxWords } from "./words";
import "./inbox.css";

const STATES: EffectState[] = ["waiting", "sending", "sent", "dead", "dropped"];
const TONES: Record<EffectState, Tone> = {
  waiting: "amber",
  sending: "indigo",
  sent: "plain",
  dead: "plum",
  dropped: "line",
};

/** 外发: what goes outside, what was given up, and the ways it goes. For administrators. */
export function OutsidePage() {
  const words = useInboxWords().outside;
  const [state, setState] = useState<EffectState | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useEffects(state);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const counts = data?.pages[0]?.counts;
  return (
    <Page title={words.title}>
      <div className="list-h">
        <h1>{words.title}</h1>
        <span className="grow" />
        <div className="seg" role="group" aria-label={words.state}>
          {[null, ...STATES].map((each) => (
            <button key={each} type="button" aria-pressed={state === each} onClick={() => setState(each)}>
              {each ? words.states[each] : words.all}
              {each && counts?.[each] ? ` ${number(counts[each])}` : ""}
            </button>
          ))}
        </div>
      </div>
      <p className="mut">{words.intro}</p>
      <div className="fx-page">
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading lines={6} /> : null}
        {data && items.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
        {items.length > 0 ? <Rows items={items} /> : null}
        {hasNextPage ? (
          <p className="ib-more">
            <Button onClick={() => void fetchNextPage()}>{words.all}</Button>
          </p>
        ) : null}
        <Channels />
      </div>
    </Page>
  );
}

const SOURCES = ["notify", "trial", "webhook"] as const;

function Rows({ items }: { items: Effect[] }) {
  const all = useInboxWords();
  const words = all.outside;
  const source = (effect: Effect) =>
    words.sources[SOURCES.find((each) => effect.key.startsWith(`${each}:`)) ?? "other"];
  const columns: Column<Effect>[] = [
    {
      key: "what",
      head: words.what,
      cell: (effect) => (
        <span title={effect.key}>
          {source(effect)} <span className="dim sm">{all.channels[effect.channel]}</span>
        </span>
      ),
    },
    {
      key: "to",
      head: words.to,
      cell: (effect) =>
        effect.host ??
        [effect.via, effect.people > 0 ? words.people(effect.people) : ""].filter(Boolean).join(" · "),
    },
    {
      key: "state",
      head: words.state,
      width: 96,
      cell: (effect) => <Chip tone={TONES[effect.state]}>{words.states[effect.state]}</Chip>,
    },
    { key: "tries", head: words.tries, figure: true, width: 64, cell: (effect) => number(effect.tries) },
    { key: "when", head: words.when, width: 130, cell: (effect) => <When effect={effect} /> },
    { key: "why", head: words.why, cell: (effect) => <span className="mut">{effect.error?.message}</span> },
    { key: "do", head: "", width: 170, cell: (effect) => <Deeds effect={effect} /> },
  ];
  return (
    <Section title={words.title} thin>
      <Table label={words.title} columns={columns} rows={items} keyOf={(effect) => effect.id} />
    </Section>
  );
}

function When({ effect }: { effect: Effect }) {
  const words = useInboxWords().outside;
  const at = effect.sent_at ?? effect.created_at;
  return (
    <span className="n">
      {shortDay(at)} {clock(at)}
      {effect.next_at && effect.tries > 0 ? (
        <span className="dim sm"> {words.next(clock(effect.next_at))}</span>
      ) : null}
    </span>
  );
}

function Deeds({ effect }: { effect: Effect }) {
  const words = useInboxWords().outside;
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  if (effect.state !== "dead") return null;
  const run = async (action: string, done: string) => {
    setBusy(true);
    try {
      await act(action, { effect: effect.id });
      say(done);
    } catch (refused) {
      say(refused instanceof Refusal ? refused.message : done);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: ["effects"] });
    }
  };
  return (
    <span className="fx-a">
      <Button small disabled={busy} onClick={() => void run("replay_effect", words.replayed)}>
        {words.replay}
      </Button>
      <Button small kind="quiet" disabled={busy} onClick={() => void run("drop_effect", words.dropped)}>
        {words.drop}
      </Button>
    </span>
  );
}
