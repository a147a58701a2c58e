import { useEffect, useRef, useState } from "react";
import { newId } from "@/app/ids";
import { Icon } from "@/ui/icon";
import { placeAt, usePosition } from "../device/position";
import { useRecording } from "../device/recording";
import { usePreview } from "../parts/preview";
import { Sheet } from "../parts/sheet";
import { usePocketWords } from "../words";
import { draftOf, SPOKEN, type Shot } from "./draft";
import type { Write } from "./log";
import "./voice.css";

const BARS = 40;
const STEP_MS = 120;

const spell = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

interface VoiceProps {
  subject: string;
  shots: Shot[];
  write: Write;
  /** Told while the microphone is open: what is being said cannot go yet. */
  onSpeaking: (on: boolean) => void;
}

/** Said instead of typed: one tap begins, one ends; what was said goes along as evidence. */
export function Voice({ subject, shots, write, onSpeaking }: VoiceProps) {
  const words = usePocketWords();
  const fix = usePosition();
  const { taking, start, stop, level } = useRecording((file, begun) => {
    const told = {
      source: "camera" as const,
      captured_at: new Date(begun).toISOString(),
      place: placeAt(fix, begun),
    };
    const shot: Shot = { key: newId(), kind: SPOKEN, file, told, taken_at: begun, sent: null };
    write({ shots: [...draftOf(subject).shots, shot] });
  });
  const on = taking.kind === "running";
  useEffect(() => onSpeaking(on), [on, onSpeaking]);
  return (
    <Sheet>
      <div className={on ? "voice on" : "voice"}>
        <button
          type="button"
          className="voice-b"
          aria-pressed={on}
          aria-label={on ? words.voice.stop : words.voice.start}
          onClick={() => (on ? stop() : void start())}
        >
          {on ? <span className="voice-s" /> : <Icon name="mic" />}
        </button>
        {on ? (
          <Wave level={level} since={taking.since} />
        ) : (
          <span className="grow mut">
            {taking.kind === "refused" ? words.voice.refused[taking.why] : words.voice.hint}
          </span>
        )}
      </div>
      {shots.length > 0 ? (
        <ul className="voices">
          {shots.map((shot, index) => (
            <Spoken
              key={shot.key}
              shot={shot}
              name={words.voice.name(index + 1)}
              onDrop={() => write({ shots: draftOf(subject).shots.filter((each) => each.key !== shot.key) })}
            />
          ))}
        </ul>
      ) : null}
    </Sheet>
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
