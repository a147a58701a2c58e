import { useEffect, useState } from "react";
import { clock, shortDay } from "@/app/format";
import { useMe } from "@/app/queries";
import { Icon } from "@/ui/icon";
import { useRoutingWords } from "./words";

interface CountdownProps {
  state: "assigned" | "accepted";
  due: string;
  /** When it was given: how much of the whole is left. */
  since: string | null;
}

const two = (n: number) => String(n).padStart(2, "0");

/** What is left until something happens by itself, by the company's clock. */
export function Countdown({ state, due, since }: CountdownProps) {
  const words = useRoutingWords();
  const left = Math.max(0, Math.floor((Date.parse(due) - useCompanyNow()) / 1000));
  const whole = since ? Math.max(1, (Date.parse(due) - Date.parse(since)) / 1000) : 0;
  const at = `${shortDay(due)} ${clock(due)}`;
  return (
    <div className="gv-left" data-state={state}>
      <p className="sm dim row">
        <Icon name={state === "accepted" ? "lock" : "clock"} size="s" />
        {state === "accepted" ? words.protected : words.toAccept}
      </p>
      <p className="gv-t n" role="timer">
        {left > 0
          ? `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`
          : words.over}
      </p>
      {whole > 0 ? (
        <div className="gv-bar" aria-hidden="true">
          <i style={{ width: `${Math.min(100, (left / whole) * 100)}%` }} />
        </div>
      ) : null}
      <p className="sm mut">{state === "accepted" ? words.until(at) : words.acceptBy(at)}</p>
    </div>
  );
}

/** The company's clock may have been moved; it goes on from where it was when asked. */
function useCompanyNow(): number {
  const { data, dataUpdatedAt } = useMe();
  const [real, setReal] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const shift = data ? Date.parse(data.now) - dataUpdatedAt : 0;
  return real + shift;
}
