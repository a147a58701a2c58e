import { Refusal } from "@/app/api";
import { Failed } from "@/ui";

/** What the server will not do, why, and what would help; faults of single inputs stand at those. */
export function RefusalNote({ cause, shown = [] }: { cause: unknown; shown?: string[] }) {
  if (cause === null || cause === undefined) return null;
  if (!(cause instanceof Refusal) || !cause.message) return <Failed cause={cause} />;
  const left = Object.entries(cause.fields).filter(([name]) => !shown.includes(name));
  return (
    <div className="dz-no" role="alert">
      <p className="strong">{cause.message}</p>
      {cause.remedy ? <p className="mut">{cause.remedy}</p> : null}
      {left.map(([name, why]) => (
        <p key={name} className="sm risk">
          {why}
        </p>
      ))}
    </div>
  );
}

/** The faults of one part of what was sent: `options.limit` is `limit` of `options.`. */
export function faultsOf(cause: unknown, prefix = ""): Record<string, string> {
  if (!(cause instanceof Refusal)) return {};
  return Object.fromEntries(
    Object.entries(cause.fields)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, why]) => [name.slice(prefix.length), why]),
  );
}
