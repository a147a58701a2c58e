import { useCallback, useEffect, useRef, useState } from "react";

export type Refused = "denied" | "absent" | "insecure";

/** How the rear camera stands. */
export type Seen =
  | { kind: "starting" }
  | { kind: "live"; stream: MediaStream; torch: boolean }
  | { kind: "refused"; why: Refused };

const ASK: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1440 } },
};

interface TorchTrack {
  torch?: boolean;
}

const hasTorch = (stream: MediaStream): boolean => {
  const track = stream.getVideoTracks()[0];
  const can = track?.getCapabilities?.() as TorchTrack | undefined;
  return can?.torch === true;
};

const stop = (stream: MediaStream | null) => stream?.getTracks().forEach((track) => track.stop());

/** The rear camera, for as long as the page that uses it is open. */
export function useCamera(): { seen: Seen; retry: () => void; light: (on: boolean) => Promise<void> } {
  const [seen, setSeen] = useState<Seen>({ kind: "starting" });
  const [turn, setTurn] = useState(0);
  const held = useRef<MediaStream | null>(null);
  useEffect(() => {
    let gone = false;
    const open = async () => {
      if (!window.isSecureContext) return setSeen({ kind: "refused", why: "insecure" });
      try {
        const stream = await navigator.mediaDevices.getUserMedia(ASK);
        if (gone) return stop(stream);
        held.current = stream;
        setSeen({ kind: "live", stream, torch: hasTorch(stream) });
      } catch (cause) {
        if (gone) return;
        const denied = cause instanceof DOMException && cause.name === "NotAllowedError";
        setSeen({ kind: "refused", why: denied ? "denied" : "absent" });
      }
    };
    void open();
    return () => {
      gone = true;
      stop(held.current);
      held.current = null;
    };
  }, [turn]);
  const retry = useCallback(() => {
    setSeen({ kind: "starting" });
    setTurn((n) => n + 1);
  }, []);
  const light = useCallback(async (on: boolean) => {
    const wanted = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints;
    await held.current?.getVideoTracks()[0]?.applyConstraints(wanted);
  }, []);
  return { seen, retry, light };
}
