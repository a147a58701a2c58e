import { useCallback, useEffect, useRef, useState } from "react";

/** What a microphone leaves behind, and what stood in its way. */
export type Taking =
  | { kind: "idle" }
  | { kind: "asking" }
  | { kind: "running"; since: number }
  | { kind: "refused"; why: "denied" | "absent" | "insecure" };

/** Five minutes are a conversation; more is a file nobody listens to. */
export const LONGEST_MS = 300_000;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const ENDINGS: Record<string, string> = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };

const kindOf = (): string | undefined =>
  KINDS.find((kind) => typeof MediaRecorder !== "undefined" && MediaRecorder.isTypeSupported(kind));

interface Running {
  recorder: MediaRecorder;
  stream: MediaStream;
  listen: AnalyserNode;
  sound: AudioContext;
}

export interface Recording {
  taking: Taking;
  start: () => Promise<void>;
  stop: () => void;
  /** How loud it is right now, from 0 to 1. */
  level: () => number;
}

/** Speech taken down as a file of its own, with the moment it was begun. */
export function useRecording(onTaken: (file: File, begun: number) => void): Recording {
  const [taking, setTaking] = useState<Taking>({ kind: "idle" });
  const running = useRef<Running | null>(null);
  const taken = useRef(onTaken);
  useEffect(() => {
    taken.current = onTaken;
  });
  const release = useCallback(() => {
    running.current?.stream.getTracks().forEach((track) => track.stop());
    void running.current?.sound.close();
    running.current = null;
  }, []);
  const stop = useCallback(() => {
    if (running.current?.recorder.state === "recording") running.current.recorder.stop();
  }, []);
  // Leaving the page ends it; what was said until then is kept.
  useEffect(() => stop, [stop]);
  const start = useCallback(async () => {
    if (running.current) return;
    if (!window.isSecureContext) return setTaking({ kind: "refused", why: "insecure" });
    const mimeType = kindOf();
    if (!mimeType || !navigator.mediaDevices) return setTaking({ kind: "refused", why: "absent" });
    setTaking({ kind: "asking" });
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return setTaking({ kind: "refused", why: "denied" });
    const begun = Date.now();
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
    const sound = new AudioContext();
    const listen = sound.createAnalyser();
    listen.fftSize = 256;
    sound.createMediaStreamSource(stream).connect(listen);
    recorder.ondataavailable = ({ data }) => data.size > 0 && parts.push(data);
    recorder.onstop = () => {
      release();
      setTaking({ kind: "idle" });
      const type = mimeType.split(";")[0] ?? "audio/webm";
      const name = `voice-${new Date(begun).toISOString().slice(0, 19).replace(/\D/g, "")}.${ENDINGS[type]}`;
      if (parts.length > 0) taken.current(new File(parts, name, { type }), begun);
    };
    running.current = { recorder, stream, listen, sound };
    recorder.start(1_000);
    setTimeout(stop, LONGEST_MS);
    setTaking({ kind: "running", since: begun });
  }, [release, stop]);
  const level = useCallback(() => {
    const { listen } = running.current ?? {};
    if (!listen) return 0;
    const wave = new Uint8Array(listen.frequencyBinCount);
    listen.getByteTimeDomainData(wave);
    return Math.min(1, Math.max(...wave.map((each) => Math.abs(each - 128))) / 96);
  }, []);
  return { taking, start, stop, level };
}
