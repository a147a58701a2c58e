import { useState } from "react";
import { addDays, clock, companyDay, number, shortDay } from "@/app/format";
import { NameOf } from "@/events/change";
import { Button, Dialog, Input } from "@/ui";
import type { Shown } from "../shapes";
import { useRoutingWords } from "../words";

/** When work begins: what is offered where nobody said a time. */
const MORNING = "T08:30";

interface AskTimeProps {
  onTime: (at: string) => void;
  onClose: () => void;
}

/** At which moment the draft goes into force, on the company's clock. */
export function AskTime({ onTime, onClose }: AskTimeProps) {
  const { design: words } = useRoutingWords();
  const [at, setAt] = useState(() => `${addDays(companyDay(new Date()), 1)}${MORNING}`);
  return (
    <Dialog title={words.timeAsk} onClose={onClose}>
      <p className="mut">{words.timeText}</p>
      <label className="gd-time">
        <span className="lb">{words.timeAt}</span>
        <Input type="datetime-local" value={at} onText={setAt} required />
      </label>
      <p className="row dlg-a">
        <Button kind="ink" disabled={at === ""} onClick={() => onTime(at)}>
          {words.time}
        </Button>
      </p>
    </Dialog>
  );
}

interface TimedProps {
  shown: Shown;
  busy: boolean;
  /** Takes it back; null for who may not. */
  onWithdraw: (() => void) | null;
}

/** What waits for its moment, by whom, and the way to take it back. */
export function Timed({ shown: { timed }, busy, onWithdraw }: TimedProps) {
  const { design: words } = useRoutingWords();
  if (!timed?.goes_live_at) return null;
  const at = `${shortDay(timed.goes_live_at)} ${clock(timed.goes_live_at)}`;
  return (
    <p className="row gd-timed" role="status">
      <b>{words.timed(number(timed.number), at)}</b>
      <span className="sm mut grow">
        {timed.timed_by ? <NameOf object="person" id={timed.timed_by} /> : null} {words.timedNote}
      </span>
      {onWithdraw ? (
        <Button small disabled={busy} onClick={onWithdraw}>
          {words.withdraw}
        </Button>
      ) : null}
    </p>
  );
}
