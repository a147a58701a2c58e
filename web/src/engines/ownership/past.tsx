import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { number, time } from "@/app/format";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Button, Dialog, Failed, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { usePast, type Past, type Undone } from "./queries";
import { saidOf } from "./saying";
import { useOwnershipWords } from "./words";

/** Handovers so far; each may be taken back for some days. */
export function PastHandovers({ onUndone }: { onUndone: () => void }) {
  const words = useOwnershipWords();
  const { data, error } = usePast();
  const [asking, setAsking] = useState<Past | null>(null);
  const [undone, setUndone] = useState<Undone | null>(null);
  return (
    <Section title={words.past} thin>
      {error ? <Failed cause={error} /> : null}
      {!data && !error ? <Loading lines={3} /> : null}
      {data?.length === 0 ? <p className="mut">{words.noPast}</p> : null}
      {undone && undone.left.length > 0 ? <LeftOver undone={undone} /> : null}
      <ul className="own-past">
        {data?.map((each) => (
          <li key={each.handover}>
            <span className="row">
              <b className="grow">{each.leaver.label}</b>
              <span className="sm n">{words.preview(number(each.customers ?? 0))}</span>
            </span>
            <span className="sm dim">
              {time(each.at)} {each.by ?? ""}
            </span>
            {each.undone_at ? <span className="sm dim">{words.undoneAt(time(each.undone_at))}</span> : null}
            {each.may_undo ? (
              <Button small onClick={() => setAsking(each)}>
                {words.undo}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asking ? (
        <UndoDialog
          past={asking}
          onClose={() => setAsking(null)}
          onDone={(found) => {
            setAsking(null);
            setUndone(found);
            onUndone();
          }}
        />
      ) : null}
    </Section>
  );
}

interface UndoProps {
  past: Past;
  onClose: () => void;
  onDone: (undone: Undone) => void;
}

function UndoDialog({ past, onClose, onDone }: UndoProps) {
  const words = useOwnershipWords();
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const undo = () =>
    attempt(async () => {
      const { result } = await act<Undone>("undo_handover", { handover: past.handover });
      const count = Object.values(result.returned).reduce((sum, each) => sum + each, 0);
      say(words.undone(number(count)));
      onDone(result);
      await client.invalidateQueries({ queryKey: ["records"] });
    });
  return (
    <Dialog title={`${words.undo} · ${past.leaver.label}`} onClose={onClose}>
      <p>{words.undoAsk}</p>
      <p className="sm dim">{words.undoUntil(time(past.undo_until))}</p>
      {cause ? (
        <p className="risk" role="alert">
          {saidOf(cause)}
        </p>
      ) : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy} onClick={() => void undo()}>
          {words.undo}
        </Button>
      </p>
    </Dialog>
  );
}

/** What did not return, named, with why. */
function LeftOver({ undone }: { undone: Undone }) {
  const words = useOwnershipWords();
  return (
    <div role="status">
      <p>
        <b>
          {words.leftOver} {number(undone.left_count)}
        </b>
      </p>
      <ul className="own-left-over">
        {undone.left.map((each) => (
          <li key={`${each.object} ${each.id}`} className="sm">
            {each.label} <span className="dim">{words.leftWhy[each.why] ?? each.why}</span> {each.owner ?? ""}
          </li>
        ))}
      </ul>
    </div>
  );
}
