import { useState } from "react";
import { Refusal } from "@/app/api";
import type { BatchRow, Line } from "@/approvals/api";
import { useApprovalWords } from "@/approvals/words";
import { Button } from "@/ui/button";
import { useOwnWord } from "./deciding";
import { usePocketApprovalWords } from "./words";

interface BatchProps {
  lines: readonly Line[];
  chosen: readonly Line[];
  onDone: () => void;
}

interface Told extends BatchRow {
  kept?: boolean;
}

/** Several in one go: asked once, then told of each how it went; without a network each is kept. */
export function Batch({ lines, chosen, onDone }: BatchProps) {
  const words = useApprovalWords();
  const more = usePocketApprovalWords();
  const word = useOwnWord();
  const [asked, setAsked] = useState<readonly Line[] | null>(null);
  const [rows, setRows] = useState<Told[] | null>(null);
  const [busy, setBusy] = useState(false);
  const one = async (line: Line): Promise<Told[]> => {
    if (!line.task) return [];
    const task = line.task.id;
    try {
      return [{ task, ok: true, kept: (await word(line, task, { verdict: "approve" })) === "kept" }];
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      return [{ task, ok: false, error: refused }];
    }
  };
  const go = async () => {
    if (busy || chosen.length === 0) return;
    if (!asked) {
      setAsked(chosen);
      return;
    }
    setBusy(true);
    const told: Told[] = [];
    for (const line of asked) told.push(...(await one(line)));
    setRows(told);
    setBusy(false);
  };
  if (rows) {
    const failed = rows.filter((row) => !row.ok);
    const kept = rows.filter((row) => row.kept).length;
    return (
      <div role="status" className="ap-told">
        <p>
          <b>
            {kept > 0 ? more.keptMany(kept) : words.batchDone(rows.length - failed.length, failed.length)}
          </b>
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
