import { useState } from "react";
import { Button } from "@/ui/button";
import { isLog, isUnsent, outbox, readDrafts, signOut, useOutbox, useWho, type Operation } from "../data";
import { useOnline } from "../device/online";
import type { Draft } from "../log/draft";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";
import { usePinWords } from "../sign-in/words";
import "../sign-in/pin.css";

/** Whether somebody said something in it; a page that was only looked at is no work. */
const isBegun = ({ topic, next_step, objection, shots }: Draft): boolean =>
  shots.length > 0 || [topic, next_step, objection].some((text) => text.trim() !== "");

/** Signing out empties the phone; what is unsent is counted before, and its person says what becomes of it. */
export function Leave() {
  const words = usePinWords().leave;
  const online = useOnline();
  const { view_as } = useWho();
  const unsent = useOutbox().filter(isUnsent);
  const [asking, setAsking] = useState(false);
  const [drafts, setDrafts] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const leave = (keeps: boolean) => {
    setFailure(null);
    signOut(keeps).catch(setFailure);
  };
  const ask = async () => {
    // Through other eyes one writes nothing, and what lies here is not theirs.
    const found = view_as ? [] : await readDrafts<Draft>();
    const begun = found.filter(([, draft]) => isBegun(draft)).length;
    setDrafts(begun);
    if (unsent.length > 0 || begun > 0) setAsking(true);
    else leave(false);
  };
  const open = asking && (unsent.length > 0 || drafts > 0);
  return (
    <Sheet title={open ? words.unsent : undefined}>
      {failure ? <Failing cause={failure} /> : null}
      {open ? (
        <Ways unsent={unsent} drafts={drafts} online={online} onLeave={leave} />
      ) : (
        <Button wide icon="out" onClick={() => void ask()}>
          {words.title}
        </Button>
      )}
    </Sheet>
  );
}

interface WaysProps {
  unsent: readonly Operation[];
  drafts: number;
  online: boolean;
  onLeave: (keeps: boolean) => void;
}

function Ways({ unsent, drafts, online, onLeave }: WaysProps) {
  const words = usePinWords().leave;
  const [sure, setSure] = useState(false);
  const logs = unsent.filter(isLog).length;
  const files = unsent.reduce((sum, { attachments }) => sum + attachments.length, 0);
  const said = [
    logs > 0 ? words.logs(logs) : "",
    unsent.length > logs ? words.deeds(unsent.length - logs) : "",
    files > 0 ? words.files(files) : "",
    drafts > 0 ? words.drafts(drafts) : "",
  ].filter(Boolean);
  const sending = unsent.some(({ state }) => state === "sending");
  return (
    <div className="ways">
      <ul className="leaving">
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {unsent.length > 0 ? (
        <Button kind="ink" wide icon="sync" disabled={!online || sending} onClick={() => void outbox.send()}>
          {sending ? words.sending : words.send}
        </Button>
      ) : null}
      {online ? null : <p className="sm mut">{`${words.offline} ${words.needsNet}`}</p>}
      <Button wide disabled={!online} onClick={() => onLeave(true)}>
        {words.keep}
      </Button>
      <p className="sm mut">{words.keepNote}</p>
      {sure ? (
        <p className="sm" role="alert">
          {words.sure}
        </p>
      ) : null}
      <Button kind="quiet" wide disabled={!online} onClick={() => (sure ? onLeave(false) : setSure(true))}>
        {words.discard}
      </Button>
    </div>
  );
}
