import { useEffect, useId, useState } from "react";
import { number } from "@/app/format";
import { Button } from "@/ui/button";
import { Input } from "@/ui/input";
import { Pick } from "@/ui/pick";
import { inOrder } from "./layout";
import type { Names } from "./names";
import type { Journey, Wanted } from "./shapes";
import { useJourneyWords } from "./words";

interface SieveProps {
  journey: Journey | undefined;
  wanted: Wanted;
  onWant: (next: Wanted) => void;
  names: Names;
}

const STILL_MS = 250;

/** What of the journey is looked for: a word, kinds, a type, a stage, with or without mere claims. */
export function Sieve({ journey, wanted, onWant, names }: SieveProps) {
  const words = useJourneyWords();
  const [text, setText] = useState(wanted.text);
  useEffect(() => {
    if (text.trim() === wanted.text) return undefined;
    const timer = setTimeout(() => onWant({ ...wanted, text: text.trim() }), STILL_MS);
    return () => clearTimeout(timer);
  }, [text, wanted, onWant]);
  const known = journey?.known;
  const lanes = inOrder(Object.keys(known?.lanes ?? {}));
  const toggle = (lane: string) => {
    const left = wanted.lanes ?? [];
    const next = left.includes(lane) ? left.filter((each) => each !== lane) : [...left, lane];
    onWant({ ...wanted, lanes: next.length ? next : null });
  };
  const claims = journey?.claims ?? 0;
  return (
    <div className="jn-bar">
      <Input
        type="search"
        className="jn-search"
        value={text}
        onText={setText}
        placeholder={words.search}
        aria-label={words.search}
        maxLength={100}
      />
      <Choice
        label={words.type}
        value={wanted.type}
        options={(known?.types ?? []).map((each) => [
          each.key,
          `${names.type(each.object, each.key)} ${number(each.count)}`,
        ])}
        onPick={(type) => onWant({ ...wanted, type })}
      />
      <Choice
        label={words.stage}
        value={wanted.stage}
        options={(known?.stages ?? []).map((each) => [
          each.key,
          `${names.stage(each.process, each.key)} ${number(each.count)}`,
        ])}
        onPick={(stage) => onWant({ ...wanted, stage })}
      />
      {claims > 0 ? (
        <Button small kind="quiet" onClick={() => onWant({ ...wanted, effective: !wanted.effective })}>
          {wanted.effective ? words.showClaims(number(claims)) : words.hideClaims}
        </Button>
      ) : null}
      {lanes.length > 1 ? (
        <div className="jn-lanes" role="group" aria-label={words.lanes}>
          {lanes.map((lane) => (
            <Pick
              key={lane}
              count={known?.lanes[lane] ?? 0}
              picked={wanted.lanes?.includes(lane) ?? false}
              onPick={() => toggle(lane)}
            >
              {names.lane(lane)}
            </Pick>
          ))}
        </div>
      ) : null}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string | null;
  options: [string, string][];
  onPick: (value: string | null) => void;
}

/** The browser's own list: on both faces, by finger and by key. The same key twice is one choice. */
function Choice({ label, value, options, onPick }: ChoiceProps) {
  const id = useId();
  const once = [...new Map(options)];
  return (
    <span className="inp jn-choice">
      <select
        id={id}
        aria-label={label}
        value={value ?? ""}
        onChange={(event) => onPick(event.target.value || null)}
      >
        <option value="">{label}</option>
        {once.map(([key, said]) => (
          <option key={key} value={key}>
            {said}
          </option>
        ))}
      </select>
    </span>
  );
}
