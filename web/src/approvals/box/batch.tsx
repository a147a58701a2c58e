import { useState } from "react";
import { useTrying } from "@/app/trying";
import { Button, Dialog, Failed } from "@/ui";
import { useDeciding, type BatchRow, type Line } from "../api";
import { useApprovalWords } from "../words";

interface BatchProps {
  lines: readonly Line[];
  chosen: readonly Line[];
  onPick: (ids: readonly string[]) => void;
}

/** Several at once: each on its own, and each told how it went. */
export function Batch({ lines, chosen, onPick }: BatchProps) {
  const words = useApprovalWords();
  const [asking, setAsking] = useState(false);
  const able = lines.filter((line) => line.task !== null);
  const all = able.length > 0 && chosen.length === able.length;
  return (
    <div className="ap-batch">
      <label className="row">
        <input
          type="checkbox"
          className="tick"
          checked={all}
          onChange={() => onPick(all ? [] : able.map((line) => line.id))}
        />
        <span className="sm">{chosen.length > 0 ? words.picked(chosen.length) : words.pickAll}</span>
      </label>
      <span className="grow" />
      {chosen.length > 0 ? (
        <Button small kind="ink" onClick={() => setAsking(true)}>
          {words.approveAll(chosen.length)}
        </Button>
      ) : null}
      {asking ? (
        <Asking
          chosen={chosen}
          onClose={() => {
            setAsking(false);
            onPick([]);
          }}
        />
      ) : null}
    </div>
  );
}

function Asking({ chosen, onClose }: { chosen: readonly Line[]; onClose: () => void }) {
  const words = useApprovalWords();
  const { decideAll } = useDeciding();
  // What was chosen when it was asked; the box behind is read anew meanwhile.
  const [lines] = useState(chosen);
  const [rows, setRows] = useState<BatchRow[] | null>(null);
  const { busy, cause, attempt } = useTrying();
  const go = async () => {
    await attempt(async () => {
      const tasks = lines.flatMap((line) => (line.task ? [line.task.id] : []));
      setRows((await decideAll(tasks, "approve")).results);
    });
  };
  const yes = rows?.filter((row) => row.ok).length ?? 0;
  const title = rows ? words.batchDone(yes, rows.length - yes) : words.batchTitle(lines.length);
  return (
    <Dialog title={title} onClose={onClose}>
      {rows ? null : <p className="mut">{words.batchText}</p>}
      <ul className="lines ap-rows">
        {lines.map((line) => {
          const row = rows?.find((each) => each.task === line.task?.id);
          return (
            <li key={line.id}>
              <span className="grow">
                {line.title}
                {row?.error ? (
                  <span className="d">
                    {row.error.message} {row.error.remedy}
                  </span>
                ) : null}
              </span>
              {row ? (
                <span className={row.ok ? "ap-st approved" : "ap-st rejected"}>
                  {row.ok ? words.batchRow.done : words.batchRow.failed}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {cause ? <Failed cause={cause} /> : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{rows ? words.back : words.cancel}</Button>
        {rows ? null : (
          <Button kind="ink" disabled={busy} onClick={() => void go()}>
            {busy ? words.saving : words.approveAll(lines.length)}
          </Button>
        )}
      </p>
    </Dialog>
  );
}
