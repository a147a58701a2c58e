import { useEffect, useRef, useState } from "react";
import { newId } from "@/app/ids";
import { useObject } from "../data";
import { placeAt, usePosition } from "../device/position";
import { useRecording, type Recording } from "../device/recording";
import { draftOf, SPOKEN, type Shot } from "./draft";
import { fillFrom } from "./filling";
import { listen, type Listening } from "./listening";
import type { Write } from "./log";
import { readNote, transcribe, useTerms, type Terms } from "./speech";

/** What became of the last thing that was said. */
export type Hearing =
  | { kind: "none" }
  | { kind: "hearing" }
  | { kind: "heard"; text: string; filled: boolean }
  | { kind: "later" };

export interface Speech extends Recording {
  terms: Terms | undefined;
  hearing: Hearing;
}

const MEGABYTE = 1024 * 1024;

/**
 * Speech that fills the form. It is recorded, turned into text where somebody can, and read into the fields;
 * whatever fails, the recording is there, and the form can be saved.
 */
export function useSpeech(subject: string, write: Write): Speech {
  const terms = useTerms();
  const fix = usePosition();
  const decider = useObject("activity").data?.fields.find(({ name }) => name === "decision_maker");
  const [hearing, setHearing] = useState<Hearing>({ kind: "none" });
  const beside = useRef<Listening | null>(null);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );

  const hear = async (file: File, heardHere: string): Promise<void> => {
    const mine = (turn.current += 1);
    const fits = terms && file.size <= terms.largest_mb * MEGABYTE;
    if (!heardHere && !(terms?.transcribes && fits)) return;
    setHearing({ kind: "hearing" });
    try {
      const text = heardHere || (await transcribe(file));
      const found = text ? await readNote(text, draftOf(subject).customer?.id) : null;
      if (mine !== turn.current) return;
      const part = found ? fillFrom(found, draftOf(subject), decider) : {};
      const filled = Object.keys(part).length > 0;
      if (filled) write(part);
      setHearing({ kind: "heard", text, filled });
    } catch {
      if (mine === turn.current) setHearing({ kind: "later" });
    }
  };

  const recording = useRecording((file, begun) => {
    const told = {
      source: "camera" as const,
      captured_at: new Date(begun).toISOString(),
      place: placeAt(fix, begun),
    };
    const shot: Shot = { key: newId(), kind: SPOKEN, file, told, taken_at: begun, sent: null };
    write({ shots: [...draftOf(subject).shots, shot] });
    const heardHere = beside.current?.end() ?? "";
    beside.current = null;
    void hear(file, heardHere);
  });

  const start = async () => {
    setHearing({ kind: "none" });
    if (terms && !terms.transcribes && terms.browser) beside.current = listen(terms.language);
    await recording.start();
  };
  return { ...recording, start, terms, hearing };
}
