import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { date, weekday } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Button, Failed, Input, Labelled, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { calendarKey, isWorked, type CalendarYear, type KnownDay } from "./queries";
import { useCalendarWords } from "./words";

interface DayPanelProps {
  day: string;
  year: CalendarYear;
  known: KnownDay | undefined;
  readOnly: boolean;
  onClose: () => void;
}

/** One day: what is said of it, by whom, and saying otherwise. */
export function DayPanel({ day, year, known, readOnly, onClose }: DayPanelProps) {
  const words = useCalendarWords();
  const label = useLabel();
  const id = useId();
  const client = useQueryClient();
  const worked = isWorked(year, known, day);
  const [working, setWorking] = useState(!worked);
  const [zh, setZh] = useState(known?.own ? known.label.zh : "");
  const [en, setEn] = useState(known?.own ? known.label.en : "");
  const { busy, cause, attempt } = useTrying();
  const keep = async (input: Record<string, unknown>) => {
    await attempt(async () => {
      await act("set_calendar_day", { day, region: year.region, ...input });
      await client.invalidateQueries({ queryKey: calendarKey });
      say(words.saved);
      onClose();
    });
  };
  const name = { zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() };
  const source = known ? (known.own ? words.own : words.published) : words.plain;
  return (
    <Panel title={`${date(day)} ${weekday(day)}`} onClose={onClose}>
      <p>
        <b>{known ? label(known.label) : worked ? words.works : words.off}</b>
        <span className="mut">
          {" "}
          · {worked ? words.works : words.off} · {source}
        </span>
      </p>
      {readOnly ? (
        <p className="sm mut">{words.readOnly}</p>
      ) : (
        <form
          className="form-1 wc-d"
          onSubmit={(event) => {
            event.preventDefault();
            void keep({ working, ...(name.zh ? { label: name } : {}) });
          }}
        >
          <div className="seg" role="group" aria-label={words.is}>
            <button type="button" aria-pressed={working} onClick={() => setWorking(true)}>
              {words.works}
            </button>
            <button type="button" aria-pressed={!working} onClick={() => setWorking(false)}>
              {words.off}
            </button>
          </div>
          <Labelled id={`${id}-zh`} label={words.label}>
            <Input id={`${id}-zh`} value={zh} maxLength={60} placeholder={words.labelHint} onText={setZh} />
          </Labelled>
          <Labelled id={`${id}-en`} label={words.labelEn}>
            <Input id={`${id}-en`} value={en} maxLength={60} onText={setEn} />
          </Labelled>
          {cause ? <Failed cause={cause} /> : null}
          <p className="row">
            <Button kind="ink" submit disabled={busy}>
              {words.save}
            </Button>
            {known?.own ? (
              <Button disabled={busy} onClick={() => void keep({})}>
                {words.takeBack}
              </Button>
            ) : null}
          </p>
        </form>
      )}
    </Panel>
  );
}
