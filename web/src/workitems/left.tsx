import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/app/api";
import { clock, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { Button } from "@/ui/button";
import { Failed, Loading } from "@/ui/states";
import { useWorkItemWords } from "./words";
import "./left.css";

/** The source of a work item by which a leaver's phone hands over. */
export const FROM_PHONE = "phone:left";

interface LeftOp {
  id: string;
  call: string;
  about: { object: string; id: string; label?: string } | null;
  input: Record<string, unknown>;
  captured_at: string | null;
  files: number;
  state: "waiting" | "taken" | "discarded";
  decided_by: string | null;
  may: boolean;
}

/** What a leaver had not sent, one by one: taken over in one's own name, or discarded. */
export function LeftOps({ item }: { item: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["left", item],
    queryFn: ({ signal }) => api<{ items: LeftOp[] }>("/left", { query: { item }, signal }),
  });
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  return (
    <ol className="left">
      {data.items.map((op) => (
        <One key={op.id} op={op} onDone={() => void refetch()} />
      ))}
    </ol>
  );
}

const UUID = /^[0-9a-f]{8}-/;
const said = (value: unknown): boolean =>
  (typeof value === "string" && value !== "" && !UUID.test(value)) || typeof value === "number";

function One({ op, onDone }: { op: LeftOp; onDone: () => void }) {
  const words = useWorkItemWords().left;
  const label = useLabel();
  const shapes = useObjects().data ?? [];
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const object = op.about?.object ?? (op.call === "log_activity" ? "activity" : "");
  const shape = shapes.find((each) => each.name === (op.call === "log_activity" ? "activity" : object));
  const verb = op.call.split("_")[0] ?? "";
  const name = label(shape?.label, object);
  const deed = verb in words.verbs ? words.verbs[verb as keyof typeof words.verbs](name) : op.call;
  const judge = async (way: "take-over" | "discard") => {
    setBusy(true);
    setFailure(null);
    try {
      await api(`/left/${op.id}/${way}`, { method: "POST", body: {} });
      onDone();
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  const fields = Object.entries(op.input).filter(([, value]) => said(value));
  const shown = (key: string, value: unknown) => {
    const field = shape?.fields.find((each) => each.name === key);
    const chosen = field?.options?.choices?.find((each) => each.key === value);
    return chosen ? label(chosen.label, String(value)) : String(value);
  };
  return (
    <li className="stack">
      <p>
        <b>{[deed, op.about?.label].filter(Boolean).join(" · ")}</b>{" "}
        <span className="sm mut">
          {op.captured_at ? `${shortDay(op.captured_at)} ${clock(op.captured_at)}` : ""}
        </span>
      </p>
      <dl className="left-f">
        {fields.map(([key, value]) => (
          <div key={key}>
            <dt>{label(shape?.fields.find((each) => each.name === key)?.label, key)}</dt>
            <dd>{shown(key, value)}</dd>
          </div>
        ))}
      </dl>
      {op.files > 0 ? <p className="sm mut">{words.files(op.files)}</p> : null}
      {failure ? <Failed cause={failure} /> : null}
      {op.may ? (
        <p className="row">
          <Button disabled={busy} onClick={() => void judge("discard")}>
            {words.discard}
          </Button>
          <Button kind="ink" disabled={busy} onClick={() => void judge("take-over")}>
            {words.take}
          </Button>
        </p>
      ) : op.state === "waiting" ? null : (
        <p className="sm mut">{words[op.state](op.decided_by ?? "")}</p>
      )}
    </li>
  );
}
