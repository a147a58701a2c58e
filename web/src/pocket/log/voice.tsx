import { useEffect, useRef, useState } from "react";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { useWho } from "../data";
import { Failing } from "../parts/failing";
import { usePreview } from "../parts/preview";
import { Sheet } from "../parts/sheet";
import { usePocketWords } from "../words";
import { draftOf, SPOKEN, type Draft, type Shot } from "./draft";
import type { Write } from "./log";
import { useConsent, type Terms } from "./speech";
import type { Hearing, Speech } from "./use-speech";
import { useSpeechWords } from "./words";
import "./voice.css";

const BARS = 40;
const STEP_MS = 120;

const spell = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

interface VoiceProps {
  subject: string;
  draft: Draft;
  write: Write;
  speech: Speech;
  /** The log was opened blank: whoever wished so is recorded from now on. */
  fresh: boolean;
}

/** Said instead of typed: it begins with the log, or with one tap; one more ends it and fills the form. */
export function Voice({ subject, draft, write, speech, fresh }: VoiceProps) {
  const words = useSpeechWords();
  const { view_as } = useWho();
  const { taking, start, stop, level, terms, hearing } = speech;
  const [asking, setAsking] = useState(false);
  const shots = draft.shots.filter((shot) => shot.kind === SPOKEN);
  const on = taking.kind === "running";
  const may = terms !== undefined && terms.consent.given_at !== null && terms.open_now && view_as === null;
  const due = useRef(fresh);
  useEffect(() => {
    if (!due.current || !may || !terms.consent.at_once) return;
    due.current = false;
    void start();
  });
  const begin = () => {
    if (!terms || !may) return setAsking(true);
    void start();
  };
  return (
    <Sheet>
      <div className={on ? "voice on" : "voice"}>
        <button
          type="button"
          className="voice-b"
          aria-pressed={on}
          aria-label={on ? words.stop : words.start}
          onClick={() => (on ? stop() : begin())}
        >
          {on ? <span className="voice-s" /> : <Icon name="mic" />}
        </button>
        {on ? (
          <Wave level={level} since={taking.since} />
        ) : (
          <span className="grow mut">
            {taking.kind === "refused"
              ? words.refused[taking.why]
              : terms?.transcribes || terms?.browser
                ? words.hint
                : words.hintTyped}
          </span>
        )}
      </div>
      {asking ? (
        <Ask
          terms={terms}
          onDone={(given) => {
            setAsking(false);
            if (given) void start();
          }}
        />
      ) : null}
      <Heard hearing={hearing} />
      {shots.length > 0 ? (
        <ul className="voices">
          {shots.map((shot, index) => (
            <Spoken
              key={shot.key}
              shot={shot}
              name={words.name(index + 1)}
              onDrop={() => write({ shots: draftOf(subject).shots.filter((each) => each.key !== shot.key) })}
            />
          ))}
        </ul>
      ) : null}
      {shots.length > 0 && draft.customer !== null && draft.deal === null ? (
        <p className="sm mut voice-n">{words.noDeal}</p>
      ) : null}
    </Sheet>
  );
}

/** What was made of it; nothing here is in the way of saving. */
function Heard({ hearing }: { hearing: Hearing }) {
  const words = useSpeechWords();
  if (hearing.kind === "none") return null;
  if (hearing.kind === "heard" && hearing.text) {
    return (
      <p className="voice-t" role="status">
        {hearing.text}
        <span className="sm mut"> {hearing.filled ? words.look : words.nothing}</span>
      </p>
    );
  }
  const said = { hearing: words.hearing, heard: words.nothing, later: words.later }[hearing.kind];
  return (
    <p className="sm mut voice-n" role="status">
      {said}
    </p>
  );
}

/** Asked once of each person, in the company's words; no is an answer, too. */
function Ask({ terms, onDone }: { terms: Terms | undefined; onDone: (given: boolean) => void }) {
  const words = useSpeechWords();
  const label = useLabel();
  const { give } = useConsent();
  const { busy, cause, attempt } = useTrying();
  if (!terms || (terms.consent.given_at !== null && !terms.open_now)) {
    return <p className="sm voice-n">{terms ? words.hours : words.offline}</p>;
  }
  const agree = async (atOnce: boolean) => {
    if (await attempt(() => give(atOnce))) onDone(true);
  };
  return (
    <div className="voice-c" role="group" aria-label={words.consent.title}>
      <p>
        <b>{words.consent.title}</b> {label(terms.consent.words)} {words.consent.keeps(terms.keep_days)}
      </p>
      {cause ? <Failing cause={cause} /> : null}
      <p className="row">
        <Button kind="ink" disabled={busy} onClick={() => void agree(true)}>
          {words.consent.atOnce}
        </Button>
        <Button disabled={busy} onClick={() => void agree(false)}>
          {words.consent.byHand}
        </Button>
        <Button kind="quiet" disabled={busy} onClick={() => onDone(false)}>
          {words.consent.no}
        </Button>
      </p>
    </div>
  );
}

function Wave({ level, since }: { level: () => number; since: number }) {
  const [heights, setHeights] = useState<number[]>([]);
  const [gone, setGone] = useState(0);
  const measure = useRef(level);
  useEffect(() => {
    const timer = setInterval(() => {
      setHeights((before) => [...before, measure.current()].slice(-BARS));
      setGone(Date.now() - since);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <>
      <span className="wave grow" aria-hidden="true">
        {Array.from({ length: BARS }, (_, at) => {
          const height = heights[at];
          return (
            <i
              key={at}
              className={height === undefined ? "off" : ""}
              style={{ height: `${12 + (height ?? 0) * 88}%` }}
            />
          );
        })}
      </span>
      <span className="n mut" role="timer">
        {spell(gone)}
      </span>
    </>
  );
}

function Spoken({ shot, name, onDrop }: { shot: Shot; name: string; onDrop: () => void }) {
  const words = usePocketWords();
  const src = usePreview(shot.file);
  return (
    <li>
      {src ? (
        <audio controls preload="metadata" src={src} aria-label={name} />
      ) : (
        <span className="grow">{name}</span>
      )}
      <button type="button" className="tap" aria-label={words.log.drop(name)} onClick={onDrop}>
        <Icon name="x" />
      </button>
    </li>
  );
}
