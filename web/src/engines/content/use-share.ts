import { useState } from "react";
import { Refusal } from "@/app/api";
import { linkTo, sendContent, share, type Receiver } from "./sharing";
import { useContentWords } from "./words";

export interface Sharing {
  busy: boolean;
  /** What came of it, in words; the link itself where it has to be copied by hand. */
  note: string;
  url: string;
  done: boolean;
}

const NOTHING: Sharing = { busy: false, note: "", url: "", done: false };

/** Sending one content and handing its link over; a second time hands over another link to the same sending. */
export function useShare(content: string, title: string, to: Receiver) {
  const words = useContentWords();
  const [sharing, setSharing] = useState(NOTHING);
  const [sent, setSent] = useState<string | null>(null);
  const run = async () => {
    setSharing({ ...NOTHING, busy: true });
    try {
      const record = sent ?? (await sendContent([content], to)).sent[0]?.id ?? "";
      setSent(record);
      const url = await linkTo(record);
      const how = await share(title, url);
      const note = { shared: words.shared, copied: words.copied, shown: words.shown }[how];
      setSharing({ busy: false, note, url: how === "shown" ? url : "", done: true });
    } catch (refused) {
      const note = refused instanceof Refusal && refused.status > 0 ? refused.message : words.needsNetwork;
      setSharing({ ...NOTHING, note });
    }
  };
  return { ...sharing, run };
}
