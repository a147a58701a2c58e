import { useState } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import type { Trying } from "@/app/trying";
import { NumberField } from "@/designing/parts";
import { Button, Loading, Section, Table } from "@/ui";
import { replay } from "../queries";
import type { Replayed, Rules } from "../shapes";
import { useRoutingWords } from "../words";

interface ReplayPanelProps {
  rules: Rules;
  trying: Pick<Trying, "busy" | "attempt">;
}

interface Line {
  key: string;
  head: string;
  was: string;
  now: string;
  diff: string;
}

const MONTHS = 90;

/** The past by the draft and by what is in force, side by side; and what it cannot tell. */
export function ReplayPanel({ rules, trying }: ReplayPanelProps) {
  const { design: words } = useRoutingWords();
  const [days, setDays] = useState<number | null>(MONTHS);
  const [found, setFound] = useState<Replayed | null>(null);
  const go = () => {
    setFound(null);
    return trying.attempt(async () => setFound(await replay(rules, days ?? MONTHS)));
  };
  return (
    <div className="form-1" data-sheet="replay">
      <p className="sm dim">{words.replayNote}</p>
      <NumberField label={words.days} value={days} unit={words.day} onNumber={setDays} />
      <p>
        <Button small kind="ink" disabled={trying.busy} onClick={() => void go()}>
          {words.replayNow}
        </Button>
      </p>
      {trying.busy ? <Loading lines={6} done={words.replaying} /> : null}
      {found ? <Found found={found} about={rules.about} /> : null}
    </div>
  );
}

function Found({ found, about }: { found: Replayed; about: string }) {
  const { design: words } = useRoutingWords();
  return (
    <div role="status" data-changed={found.changed}>
      {found.live ? null : <p className="sm dim">{words.noLiveReplay}</p>}
      <Table<Line>
        label={words.sheet.replay}
        rows={useLines(found)}
        keyOf={(line) => line.key}
        columns={[
          { key: "head", head: words.of(number(found.records)), cell: (line) => line.head },
          { key: "was", head: words.now, cell: (line) => line.was, figure: true, width: 64 },
          { key: "now", head: words.then, cell: (line) => line.now, figure: true, width: 64 },
          { key: "diff", head: words.diff, cell: (line) => line.diff, figure: true, width: 64 },
        ]}
      />
      <p className="sm mut gd-unknown">{words.unknown}</p>
      {found.items.length ? (
        <Section title={words.changedList} note={number(found.changed)} thin>
          <ul className="gd-changed">
            {found.items.map((each) => (
              <li key={each.id} className="row sm">
                <Link className="grow clip reach" to={`/o/${about}/${each.id}`}>
                  {each.label}
                </Link>
                <span>
                  {fate(each.was)} → {fate(each.now)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={words.most} thin>
        <ul className="gd-changed">
          {found.draft.most.map((each) => (
            <li key={each.id} className="row sm">
              <span className="grow">{each.label}</span>
              <span className="n">{number(each.count)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

const fate = (one: Replayed["items"][number]["was"]): string => one.label ?? one.pool ?? "—";

function useLines(found: Replayed): Line[] {
  const { design: words } = useRoutingWords();
  const line = (key: "given" | "nobody" | "people" | "off_hours" | "spread", head: string): Line => {
    const was = found.live ? Number(found.live[key]) : null;
    const now = Number(found.draft[key]);
    const digits = key === "spread" ? 1 : 0;
    const say = (value: number) =>
      number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return {
      key,
      head,
      was: was === null ? "—" : say(was),
      now: say(now),
      diff:
        was === null ? "" : number(now - was, { signDisplay: "exceptZero", maximumFractionDigits: digits }),
    };
  };
  const changed: Line = {
    key: "changed",
    head: words.changed,
    was: "—",
    now: number(found.changed),
    diff: found.records ? number(found.changed / found.records, { style: "percent" }) : "",
  };
  return [
    ...(found.live ? [changed] : []),
    line("given", words.given),
    line("nobody", words.nobody),
    line("off_hours", words.offHours),
    line("people", words.people),
    line("spread", words.spread),
  ];
}
