import { useEffect, useState, type ReactNode } from "react";
import { Refusal } from "@/app/api";
import { useWords } from "@/app/language";
import { Button } from "./button";
import "./states.css";

/** What belongs here, and the one action that brings it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="st">
      <p>
        <b>{title}</b>
      </p>
      {children ? <p className="mut">{children}</p> : null}
      {action ? <p className="st-a">{action}</p> : null}
    </div>
  );
}

/** Nothing for 300 ms, then skeleton lines; whoever takes over 2 s brings a count. */
export function Loading({ lines = 3, done }: { lines?: number; done?: ReactNode }) {
  const words = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className="st-load" role="status" aria-label={words.loading}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="sk" style={{ width: `${[42, 100, 78, 92, 60][index % 5]}%` }} />
      ))}
      {done ? <p className="sm mut">{done}</p> : null}
    </div>
  );
}

/** Says where, why, what now, and a code to quote. */
export function Failed({ cause, onRetry }: { cause: unknown; onRetry?: () => void }) {
  const words = useWords();
  const refusal = cause instanceof Refusal ? cause : null;
  const silent =
    refusal === null
      ? words.broken
      : refusal.status === 0 && !navigator.onLine
        ? words.offline
        : words.unreachable;
  const title = refusal?.message || silent.title;
  return (
    <div className="st" role="alert">
      <p>
        <b>{title}</b>
      </p>
      <p className="mut">{refusal?.message ? refusal.remedy : silent.text}</p>
      <p className="row st-a">
        {onRetry ? (
          <Button small icon="sync" onClick={onRetry}>
            {words.retry}
          </Button>
        ) : null}
        {refusal ? <span className="sm dim">{words.errorCode(refusal.code)}</span> : null}
      </p>
    </div>
  );
}
