import { useId, useState } from "react";
import { useLabel } from "@/app/language";
import { useObject } from "@/app/queries";
import { Button } from "@/ui/button";
import { Input, Labelled, TextArea } from "@/ui/input";
import { OBJECT } from "./standing";
import { useRequestWords } from "./words";
import "./requests.css";

interface AskFormProps {
  busy: boolean;
  onAsk: (input: { kind: string; note?: string; wanted_on?: string }) => void;
  onLeave: () => void;
}

/** What is needed, in a tap and a line; the limit of its kind holds unless a day is said. */
export function AskForm({ busy, onAsk, onLeave }: AskFormProps) {
  const words = useRequestWords();
  const label = useLabel();
  const group = useId();
  const choices = useObject(OBJECT).data?.fields.find((each) => each.name === "kind")?.options?.choices ?? [];
  const [kind, setKind] = useState("");
  const [note, setNote] = useState("");
  const [on, setOn] = useState("");
  return (
    <form
      className="ask-f"
      onSubmit={(event) => {
        event.preventDefault();
        if (kind && !busy)
          onAsk({ kind, ...(note.trim() ? { note } : {}), ...(on ? { wanted_on: on } : {}) });
      }}
    >
      <div className="ask-k" role="radiogroup" aria-label={words.kind}>
        {choices.map((each) => (
          <label key={each.key} className={kind === each.key ? "on" : ""}>
            <input type="radio" name={group} checked={kind === each.key} onChange={() => setKind(each.key)} />
            {label(each.label, each.key)}
          </label>
        ))}
      </div>
      <TextArea value={note} onText={setNote} rows={3} aria-label={words.note} placeholder={words.note} />
      <Labelled id={`${group}-on`} label={words.wantedOn} note={words.wantedNote}>
        <Input id={`${group}-on`} type="date" value={on} onText={setOn} />
      </Labelled>
      <p className="ask-a">
        <Button onClick={onLeave}>{words.cancel}</Button>
        <Button kind="ink" submit disabled={!kind || busy}>
          {words.send}
        </Button>
      </p>
    </form>
  );
}
