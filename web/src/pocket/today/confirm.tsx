import { useId, useState } from "react";
import { newId } from "@/app/ids";
import { clock } from "@/app/format";
import { useTrying } from "@/app/trying";
import { useDailyWords } from "@/engines/daily/words";
import { Button } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { Input, Labelled } from "@/ui/input";
import { say } from "@/ui/notice";
import { deed, useOutbox, useWho } from "../data";
import { Failing } from "../parts/failing";
import { LONGEST_OBSTACLE } from "./day";
import { useMyDay } from "./my-day";
import "./daywork.css";

/** The one tap of the day: what the log filled in stands above, what stood in the way is said here. */
export function ConfirmDay({ today, said }: { today: string; said: string }) {
  const words = useDailyWords();
  const id = useId();
  const me = useWho();
  const { row, known } = useMyDay(today);
  const waits = useOutbox().some((each) => each.call === "confirm_day" && each.state !== "done");
  const [text, setText] = useState<string | null>(null);
  const { busy, cause: failure, attempt } = useTrying();
  const confirmed = typeof row?.["confirmed_at"] === "string" ? row["confirmed_at"] : null;
  const before = confirmed ? String(row?.["obstacle"] ?? "") : said;
  const written = text ?? [...before].slice(0, LONGEST_OBSTACLE).join("");
  const over = [...written].length - LONGEST_OBSTACLE;
  if (!known || me.view_as) return null;
  const confirm = async () => {
    const done = await attempt(async () => {
      const about = { object: "workday", id: String(row?.id ?? newId()), label: today };
      const outcome = await deed("confirm_day", about, { day: today, obstacle: written.trim() });
      say(outcome === "done" ? words.saved : words.waiting);
    });
    if (done) setText(null);
  };
  const n = (name: string) => Number(row?.[name] ?? 0);
  return (
    <div className="dayw">
      <Labelled
        id={id}
        label={words.obstacle}
        note={over > 0 ? undefined : words.left(-over)}
        {...(over > 0 ? { fault: words.over(over) } : {})}
      >
        <Input id={id} value={written} onText={setText} invalid={over > 0} placeholder={words.hint} />
      </Labelled>
      {confirmed ? (
        <p className="sm mut">
          {words.done(clock(confirmed))} {row?.["late"] ? <Chip tone="amber">{words.late}</Chip> : null}
          <br />
          {words.filled({
            calls: n("calls"),
            visits: n("visits"),
            positions: n("positions"),
            uploads: n("uploads"),
          })}
        </p>
      ) : waits ? (
        <p className="sm mut">{words.waiting}</p>
      ) : null}
      {failure ? <Failing cause={failure} /> : null}
      <Button
        wide
        {...(confirmed ? {} : { kind: "ink" as const })}
        disabled={busy || over > 0}
        onClick={() => void confirm()}
      >
        {confirmed ? words.again : words.confirm}
      </Button>
    </div>
  );
}
