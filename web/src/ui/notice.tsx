import { useSyncExternalStore, type ReactNode } from "react";
import "./notice.css";

interface Said {
  id: number;
  text: ReactNode;
}

const listeners = new Set<() => void>();
let said: Said[] = [];
let last = 0;

function publish(next: Said[]): void {
  said = next;
  for (const wake of listeners) wake();
}

/** One line at the foot of the screen, gone after a while; never the only place a fact is told. */
export function say(text: ReactNode, stay = 5000): void {
  const id = ++last;
  publish([...said.slice(-2), { id, text }]);
  setTimeout(() => publish(said.filter((each) => each.id !== id)), stay);
}

const subscribe = (wake: () => void) => {
  listeners.add(wake);
  return () => listeners.delete(wake);
};

export function Notices() {
  const lines = useSyncExternalStore(
    subscribe,
    () => said,
    () => said,
  );
  return (
    <div className="notices" role="status" aria-live="polite">
      {lines.map((line) => (
        <p key={line.id}>{line.text}</p>
      ))}
    </div>
  );
}
