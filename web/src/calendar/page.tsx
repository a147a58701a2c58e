import { useState } from "react";
import { companyDay, number } from "@/app/format";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Button, Failed, Icon, Input, Labelled, Loading } from "@/ui";
import { DayPanel } from "./day-panel";
import { Month } from "./month";
import { useCalendarYear } from "./queries";
import { useCalendarWords } from "./words";
import "./calendar.css";

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0"));

/** A year of the working calendar, for a region; each day can be said otherwise. */
export function CalendarPage() {
  const words = useCalendarWords();
  const me = useMe().data;
  const today = companyDay(me?.now ?? new Date().toISOString());
  const [year, setYear] = useState(today.slice(0, 4));
  const [region, setRegion] = useState("");
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const { data, error, refetch } = useCalendarYear(year, region);
  const known = new Map((data?.days ?? []).map((each) => [each.day, each]));
  const may = (me?.permissions.includes("schema:design") ?? false) && !me?.view_as;
  const step = (by: number) => {
    setOpen(null);
    setYear(String(Number(year) + by));
  };
  const panel =
    open && data ? (
      <DayPanel
        key={`${open}${data.region}`}
        day={open}
        year={data}
        known={known.get(open)}
        readOnly={!may}
        onClose={() => setOpen(null)}
      />
    ) : null;
  return (
    <Page title={words.title} panel={panel}>
      <header className="list-h">
        <h1 className="n">
          {words.title} {year}
        </h1>
        <button type="button" className="tap" aria-label={words.before} onClick={() => step(-1)}>
          <Icon name="left" />
        </button>
        <button type="button" className="tap" aria-label={words.after} onClick={() => step(1)}>
          <Icon name="right" />
        </button>
        <span className="mut n grow">{data ? words.worked(number(data.working_days)) : null}</span>
        <form
          className="row wc-r"
          onSubmit={(event) => {
            event.preventDefault();
            setRegion(typed.trim().toUpperCase());
          }}
        >
          <Labelled id="wc-region" label={words.region}>
            <Input
              id="wc-region"
              value={typed}
              placeholder={data?.region ?? "CN"}
              title={words.regionHint}
              onText={setTyped}
            />
          </Labelled>
          <Button small submit>
            {words.look}
          </Button>
        </form>
      </header>
      <p className="mut wc-i">{words.intro}</p>
      {data && !data.published ? <p className="strip">{words.unpublished}</p> : null}
      <p className="row sm mut wc-l" aria-hidden="true">
        <i className="free" /> {words.legend.free} <i className="made" /> {words.legend.work}{" "}
        <i className="own" /> {words.legend.own}
      </p>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className="wc">
          {MONTHS.map((month) => (
            <Month
              key={month}
              month={`${year}-${month}`}
              year={data}
              known={known}
              today={today}
              open={open}
              onOpen={setOpen}
            />
          ))}
        </div>
      ) : error ? null : (
        <Loading lines={9} />
      )}
    </Page>
  );
}
