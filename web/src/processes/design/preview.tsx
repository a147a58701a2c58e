import { useEffect, useState } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, Dialog, Failed, Loading, Table, type Column } from "@/ui";
import { tryOut, type Foreseen, type Group, type Moves, type ProcessDraft } from "./api";
import { useProcessWords } from "./words";

interface PreviewProps {
  process: ProcessDraft;
  /** The version this would be. */
  version: number;
  onClose: () => void;
  onPublish: (flight: "stay" | "move", map: Moves) => Promise<void>;
}

/** What publishing would do to records in flight, and what becomes of them. */
export function Preview({ process, version, onClose, onPublish }: PreviewProps) {
  const words = useProcessWords();
  const [moves, setMoves] = useState<Moves>({});
  const [flight, setFlight] = useState<"stay" | "move">("stay");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const { told, cause } = useForeseen(process, moves);
  const publish = async () => {
    setBusy(true);
    setRefused(null);
    try {
      await onPublish(flight, moves);
    } catch (no) {
      setRefused(no);
      setBusy(false);
    }
  };
  const owed = flight === "move" && told ? told.unmapped.length + told.skips.length : 0;
  return (
    <Dialog title={words.previewTitle} wide onClose={onClose}>
      {cause ? <Failed cause={cause} /> : null}
      {!told && !cause ? <Loading lines={4} /> : null}
      {told && told.in_flight === 0 ? <p className="mut">{words.previewNone}</p> : null}
      {told && told.in_flight > 0 ? (
        <>
          <p className="mut">{words.previewLead(number(told.in_flight))}</p>
          <Effects told={told} process={process} />
          <div className="pd-flight" role="radiogroup" aria-label={words.previewTitle}>
            {(["stay", "move"] as const).map((each) => (
              <label key={each} className="row">
                <input
                  type="radio"
                  name="flight"
                  checked={flight === each}
                  onChange={() => setFlight(each)}
                />
                {words[each]}
              </label>
            ))}
            {flight === "move" ? <p className="sm dim">{words.moveNote}</p> : null}
          </div>
          {flight === "move" ? <Ways told={told} process={process} moves={moves} onMoves={setMoves} /> : null}
        </>
      ) : null}
      {refused ? <Failed cause={refused} /> : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy || !told || owed > 0} onClick={() => void publish()}>
          {busy ? words.publishing : words.publish(number(version))}
        </Button>
      </p>
    </Dialog>
  );
}

/** Asked anew with every change of where records go. */
function useForeseen(process: ProcessDraft, moves: Moves): { told: Foreseen | null; cause: unknown } {
  const [told, setTold] = useState<Foreseen | null>(null);
  const [cause, setCause] = useState<unknown>(null);
  useEffect(() => {
    let over = false;
    tryOut(process, moves).then(
      (found) => {
        if (!over) setTold(found);
      },
      (no: unknown) => {
        if (!over) setCause(no);
      },
    );
    return () => {
      over = true;
    };
  }, [process, moves]);
  return { told, cause };
}

function Effects({ told, process }: { told: Foreseen; process: ProcessDraft }) {
  const words = useProcessWords();
  const label = useLabel();
  const name = (key: string | null) =>
    label(process.nodes.find((node) => node.key === key)?.label, key ?? "—");
  const columns: Column<Group>[] = [
    { key: "node", head: words.from, cell: (group) => label(group.label, group.node), width: "26%" },
    { key: "version", head: words.columns.version, figure: true, cell: (group) => number(group.version) },
    { key: "records", head: words.records, figure: true, cell: (group) => number(group.records) },
    { key: "next", head: words.gate, cell: (group) => name(group.next) },
    {
      key: "tighter",
      head: "",
      cell: (group) =>
        group.tighter ? <span className="wait">{words.tighter}</span> : <span>{words.same}</span>,
    },
    {
      key: "failing",
      head: "",
      width: "24%",
      cell: (group) =>
        group.tried > 0 ? (
          <span className={group.tighter && group.failing > 0 ? "risk" : "mut"}>
            {words.failing(number(group.failing), number(group.tried))}
          </span>
        ) : null,
    },
  ];
  return (
    <Table
      label={words.previewTitle}
      columns={columns}
      rows={told.nodes}
      keyOf={(group) => `${group.version}/${group.node}`}
    />
  );
}

interface WaysProps {
  told: Foreseen;
  process: ProcessDraft;
  moves: Moves;
  onMoves: (moves: Moves) => void;
}

/** For each node that is gone: where its records go. */
function Ways({ told, process, moves, onMoves }: WaysProps) {
  const words = useProcessWords();
  const label = useLabel();
  const gone = [...new Set([...told.unmapped, ...Object.keys(moves)])].sort();
  if (gone.length === 0) return null;
  const path = process.nodes.filter((node) => node.end !== "lost");
  return (
    <div className="form-1 pd-ways">
      <p className="lb">{words.gone}</p>
      {gone.map((key) => (
        <div key={key} className="dg-line">
          <label htmlFor={`to-${key}`}>
            {words.goneTo(label(told.nodes.find((group) => group.node === key)?.label, key))}
          </label>
          <select
            id={`to-${key}`}
            className="inp pd-to"
            value={moves[key] ?? ""}
            onChange={(event) => onMoves({ ...moves, [key]: event.target.value })}
          >
            <option value="" disabled>
              {words.choose}
            </option>
            {path.map((node) => (
              <option key={node.key} value={node.key}>
                {label(node.label, node.key)}
              </option>
            ))}
          </select>
          {told.skips.includes(key) ? <p className="sm risk">{words.skips}</p> : null}
        </div>
      ))}
    </div>
  );
}
