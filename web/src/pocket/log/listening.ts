/** The browser's own recognition, where it has one; what it hears goes to its maker. */
interface Recognition {
  lang: string;
  continuous: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: (() => void) | null;
  start: () => void;
  stop: () => void;
}

type Made = new () => Recognition;

export interface Listening {
  /** What was heard until now. */
  end: () => string;
}

/** Listens beside the recording; null where the browser cannot. */
export function listen(language: string): Listening | null {
  const face = window as unknown as { SpeechRecognition?: Made; webkitSpeechRecognition?: Made };
  const Kind = face.SpeechRecognition ?? face.webkitSpeechRecognition;
  if (!Kind) return null;
  let heard = "";
  const found = new Kind();
  found.lang = language === "zh" ? "zh-CN" : language;
  found.continuous = true;
  found.onresult = ({ results }) => {
    heard = Array.from(results, (each) => each[0]?.transcript ?? "").join("");
  };
  found.onerror = () => undefined;
  try {
    found.start();
  } catch {
    return null;
  }
  return {
    end: () => {
      found.stop();
      return heard;
    },
  };
}
