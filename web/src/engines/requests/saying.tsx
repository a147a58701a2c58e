import { useState } from "react";
import { sendFile } from "@/app/files";
import type { FileHandle } from "@/app/shapes";
import { Button } from "@/ui/button";
import { TextArea } from "@/ui/input";
import type { Deed } from "./standing";
import { useRequestWords } from "./words";
import "./requests.css";

interface SayingProps {
  deed: Deed;
  busy: boolean;
  /** Whether files of the result may go with it: they need a network. */
  withFiles: boolean;
  onSay: (text: string, files: string[]) => void;
  onLeave: () => void;
}

/** The words a deed asks for: a reason, or the result with its files. */
export function Saying({ deed, busy, withFiles, onSay, onLeave }: SayingProps) {
  const words = useRequestWords();
  const [text, setText] = useState("");
  const [files, setFiles] = useState<FileHandle[]>([]);
  const [sending, setSending] = useState(false);
  const asks = { handBack: words.handBackWhy, reopen: words.reopenWhy, deliver: words.deliverWhat };
  const ask = asks[deed as keyof typeof asks];
  const take = async (picked: FileList | null) => {
    setSending(true);
    try {
      const sent = await Promise.all([...(picked ?? [])].map((file) => sendFile(file)));
      setFiles((before) => [...before, ...sent]);
    } finally {
      setSending(false);
    }
  };
  const owes = !text.trim() && files.length === 0;
  return (
    <div className="ask-say">
      <TextArea value={text} onText={setText} rows={3} aria-label={ask} placeholder={ask} />
      {deed === "deliver" && withFiles ? (
        <label className="sm">
          {words.files} <input type="file" multiple onChange={(event) => void take(event.target.files)} />
        </label>
      ) : null}
      {files.length > 0 ? <p className="sm mut">{files.map((each) => each.name).join(" · ")}</p> : null}
      <p className="ask-a">
        <Button onClick={onLeave}>{words.cancel}</Button>
        <Button
          kind="ink"
          disabled={busy || sending || owes}
          onClick={() =>
            onSay(
              text,
              files.map((each) => each.id),
            )
          }
        >
          {words[deed]}
        </Button>
      </p>
    </div>
  );
}
