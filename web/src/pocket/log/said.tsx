import { useState } from "react";
import { addDays, companyDay, instantOf, shortDay, wallTime } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button } from "@/ui/button";
import { useObject, useWho } from "../data";
import { Sheet } from "../parts/sheet";
import { usePocketWords } from "../words";
import type { Draft } from "./draft";
import type { Write } from "./log";
import { Mark } from "./mark";

const LIMITS = { topic: 200, objection: 500, next_step: 200 } as const;

/** What was said and agreed: one line each, in the order one tells it. */
export function Said({ draft, write }: { draft: Draft; write: Write }) {
  const words = usePocketWords();
  const label = useLabel();
  const fields = useObject("activity").data?.fields ?? [];
  const { now } = useWho();
  const today = companyDay(now);
  const name = (part: keyof typeof LIMITS | "next_on" | "occurred_at") =>
    label(fields.find((each) => each.name === part)?.label, words.log.parts[part]);
  return (
    <Sheet>
      <div className="asks">
        {(["topic", "objection", "next_step"] as const).map((part) => (
          <label key={part} className="ask">
            <span className="k">{name(part)}</span>
            <input
              value={draft[part]}
              maxLength={LIMITS[part]}
              placeholder={words.log.hints[part]}
              autoComplete="off"
              enterKeyHint="next"
              onChange={({ target }) => write({ [part]: target.value })}
            />
            <Mark draft={draft} field={part} />
          </label>
        ))}
        <div className="ask days">
          <span className="k">
            {name("next_on")} <Mark draft={draft} field="next_on" />
          </span>
          <Days
            value={draft.next_on}
            today={today}
            label={name("next_on")}
            onPick={(next_on) => write({ next_on })}
          />
        </div>
        <When draft={draft} write={write} label={name("occurred_at")} />
      </div>
    </Sheet>
  );
}

interface DaysProps {
  value: string;
  today: string;
  label: string;
  onPick: (day: string) => void;
}

const SOON = [1, 3, 7];

/** The days most things are agreed for, one tap each; any other by the phone's own calendar. */
function Days({ value, today, label, onPick }: DaysProps) {
  const words = usePocketWords();
  const days = SOON.map((n) => ({ n, day: addDays(today, n) }));
  const other = value !== "" && !days.some(({ day }) => day === value);
  return (
    <span className="quick">
      {days.map(({ n, day }) => (
        <button
          key={n}
          type="button"
          aria-pressed={value === day}
          onClick={() => onPick(value === day ? "" : day)}
        >
          {words.log.inDays(n)}
        </button>
      ))}
      <label className={other ? "on" : ""}>
        <input
          type="date"
          aria-label={label}
          value={value}
          min={today}
          onClick={({ currentTarget }) => currentTarget.showPicker()}
          onChange={({ target }) => onPick(target.value)}
        />
        <span className="n">{value === "" ? words.log.otherDay : shortDay(value)}</span>
      </label>
    </span>
  );
}

/** Now, unless it was earlier. */
function When({ draft, write, label }: { draft: Draft; write: Write; label: string }) {
  const words = usePocketWords();
  const { now } = useWho();
  const [open, setOpen] = useState(draft.occurred_at !== "");
  return (
    <div className="ask">
      <span className="k">{label}</span>
      {open ? (
        <input
          type="datetime-local"
          aria-label={label}
          value={draft.occurred_at ? wallTime(draft.occurred_at) : ""}
          max={wallTime(now)}
          onChange={({ target }) => write({ occurred_at: target.value ? instantOf(target.value) : "" })}
        />
      ) : (
        <span className="v">{words.log.now}</span>
      )}
      <span className="x">
        <Button
          kind="quiet"
          onClick={() => {
            if (open) write({ occurred_at: "" });
            setOpen(!open);
          }}
        >
          {open ? words.log.now : words.log.earlier}
        </Button>
      </span>
    </div>
  );
}
