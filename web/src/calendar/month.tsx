import { addDays, date, monthName, weekday } from "@/app/format";
import { useLabel } from "@/app/language";
import { weeksOf } from "@/views/pictures/days";
import { isWorked, type CalendarYear, type KnownDay } from "./queries";
import { useCalendarWords } from "./words";

interface MonthProps {
  month: string;
  year: CalendarYear;
  known: ReadonlyMap<string, KnownDay>;
  today: string;
  open: string | null;
  onOpen: (day: string) => void;
}

/** A month with every day a button: what is worked in ink, what is free on paper. */
export function Month({ month, year, known, today, open, onOpen }: MonthProps) {
  const words = useCalendarWords();
  const label = useLabel();
  const weeks = weeksOf(month);
  return (
    <section aria-label={monthName(month)}>
      <h2 className="n">{monthName(month)}</h2>
      <div className="wc-m">
        {weeks[0]?.map((day) => (
          <span key={day} aria-hidden="true">
            {weekday(day, "narrow")}
          </span>
        ))}
        {weeks.flat().map((day) => {
          if (day.slice(0, 7) !== month) return <i key={`${month}${day}`} />;
          const said = known.get(day);
          const worked = isWorked(year, said, day);
          const what = said ? label(said.label) : worked ? words.works : words.off;
          const look = [
            worked ? "" : "free",
            said?.working ? "made" : "",
            said && !said.working ? "named" : "",
            said?.own ? "own" : "",
            day === today ? "today" : "",
          ];
          return (
            <button
              key={day}
              type="button"
              className={look.filter(Boolean).join(" ") || undefined}
              aria-label={words.day(date(day), what)}
              aria-pressed={open === day}
              title={said ? what : undefined}
              data-day={day}
              onClick={() => onOpen(day)}
              onKeyDown={(event) => {
                const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
                if (!step) return;
                event.preventDefault();
                const next = `[data-day="${addDays(day, step)}"]`;
                event.currentTarget.closest(".wc")?.querySelector<HTMLElement>(next)?.focus();
              }}
            >
              {Number(day.slice(8))}
            </button>
          );
        })}
      </div>
    </section>
  );
}
