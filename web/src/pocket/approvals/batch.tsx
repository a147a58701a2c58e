import { useState } from "react";
import { useDeciding, type BatchRow, type Line } from "@/approvals/api";
import { useApprovalWords } from "@/approvals/words";
import { Button } from "@/ui/button";
import { Unsent } from "./unsent";

interface BatchProps {
  lines: readonly Line[];
  chosen: readonly Line[];
  onDone: () => void;
}

/** Several in one go: asked once, then told of each how it went. */
export function Batch({ lines, chosen, onDone }: BatchProps) {
  const words = useApprovalWords();
  const { decideAll } = useDeciding();
  const [asked, setAsked] = useState<readonly Line[] | null>(null);
  const [rows, setRows] = useState<BatchRow[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const go = async () => {
    if (busy || chosen.length === 0) return;
    if (!asked) {
      setAsked(chosen);
      return;
    }
    setBusy(true);
    setCause(null);
    try {
      const tasks = asked.flatMap((line) => (line.task ? [line.task.id] : []));
      setRows((await decideAll(tasks, "approve")).results);
    } catch (refused) {
      setCause(refused);
    }
    setBusy(false);
  };
  if (rows) {
    const failed = rows.filter((row) => !row.ok);
    return (
      <div role="status" className="ap-told">
        <p>
          <b>{words.batchDone(rows.length - failed.length, failed.length)}</b>
        </p>
        <ul>
          {failed.map((row) => (
            <li key={row.task}>
              <b>{(asked ?? lines).find((line) => line.task?.id === row.task)?.title}</b> {row.error?.message}{" "}
              {row.error?.remedy}
            </li>
          ))}
        </ul>
        <Button wide kind="ink" onClick={onDone}>
          {words.back}
        </Button>
      </div>
    );
  }
  return (
    <>
      {cause ? <Unsent cause={cause} /> : null}
      {asked ? <p className="ap-sure">{words.batchTitle(asked.length)}</p> : null}
      <div className="row">
        {asked ? <Button onClick={() => setAsked(null)}>{words.cancel}</Button> : null}
        <Button kind="ink" wide icon="check" disabled={busy || chosen.length === 0} onClick={() => void go()}>
          {busy ? words.saving : asked ? words.confirm : words.approveAll(chosen.length)}
        </Button>
      </div>
    </>
  );
}
