import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { refresh } from "@/app/queries";
import type { Reference } from "@/app/shapes";
import { act } from "@/app/writes";
import { PickRecord } from "@/fields/pick-record";
import { Button, Dialog, Labelled, TextArea } from "@/ui";
import { Kit } from "@/ui/antd";
import { say } from "@/ui/notice";
import { OUTCOMES, type Sheet } from "./queries";
import { useWorkItemWords } from "./words";

type Asking = "resolve" | "reassign" | "escalate" | null;

/** What this reader may do with a work item now. */
export function Deeds({ sheet }: { sheet: Sheet }) {
  const words = useWorkItemWords();
  const { may } = sheet;
  const [asking, setAsking] = useState<Asking>(null);
  const { busy, run } = useDeed(sheet.item.id);
  const close = () => setAsking(null);
  const done = async (action: string, input: Record<string, unknown>, said: string) => {
    if (await run(action, input, said)) close();
  };
  return (
    <div className="row">
      {may.escalate ? <Button onClick={() => setAsking("escalate")}>{words.escalate}</Button> : null}
      {may.reassign ? <Button onClick={() => setAsking("reassign")}>{words.reassign}</Button> : null}
      {may.respond ? (
        <Button disabled={busy} onClick={() => void run("respond_work_item", {}, words.respondedSaid)}>
          {words.respond}
        </Button>
      ) : null}
      {may.resolve ? (
        <Button kind="ink" onClick={() => setAsking("resolve")}>
          {words.resolve}
        </Button>
      ) : null}
      {asking === "resolve" ? (
        <ResolveDialog
          busy={busy}
          onClose={close}
          onGo={(input) => void done("resolve_work_item", input, words.resolvedSaid)}
        />
      ) : null}
      {asking === "reassign" ? (
        <ReassignDialog
          busy={busy}
          onClose={close}
          onGo={(input) => void done("reassign_work_item", input, words.reassignedSaid)}
        />
      ) : null}
      {asking === "escalate" ? (
        <EscalateDialog
          busy={busy}
          onClose={close}
          onGo={(input) => void done("escalate_work_item", input, words.escalatedSaid)}
        />
      ) : null}
    </div>
  );
}

function useDeed(id: string) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async (action: string, input: Record<string, unknown>, said: string): Promise<boolean> => {
    setBusy(true);
    try {
      await act(action, input, id);
      say(said);
      return true;
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
      return false;
    } finally {
      setBusy(false);
      refresh(client, [{ object: "work_item", record: id, version: null }]);
      await client.invalidateQueries({ queryKey: ["records", "work_item"] });
    }
  };
  return { busy, run };
}

interface DialogProps {
  busy: boolean;
  onClose: () => void;
  onGo: (input: Record<string, unknown>) => void;
}

function ResolveDialog({ busy, onClose, onGo }: DialogProps) {
  const words = useWorkItemWords();
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>("done");
  const [resolution, setResolution] = useState("");
  const owes = outcome === "other" && !resolution.trim();
  return (
    <Dialog title={words.resolve} onClose={onClose}>
      <div className="wi-form">
        <div className="seg" role="group" aria-label={words.outcome}>
          {OUTCOMES.map((each) => (
            <button key={each} type="button" aria-pressed={outcome === each} onClick={() => setOutcome(each)}>
              {words.outcomes[each]}
            </button>
          ))}
        </div>
        <Labelled id="wi-said" label={words.resolution} note={words.resolutionHint}>
          <TextArea id="wi-said" value={resolution} onText={setResolution} rows={4} />
        </Labelled>
      </div>
      <Foot
        busy={busy || owes}
        label={words.resolve}
        onClose={onClose}
        onGo={() => onGo({ outcome, resolution })}
      />
    </Dialog>
  );
}

function ReassignDialog({ busy, onClose, onGo }: DialogProps) {
  const words = useWorkItemWords();
  const [person, setPerson] = useState<Reference | null>(null);
  const [comment, setComment] = useState("");
  return (
    <Dialog title={words.reassign} onClose={onClose}>
      <div className="wi-form">
        <Labelled id="wi-to" label={words.to}>
          <Kit>
            <PickRecord id="wi-to" object="person" value={person} onChange={setPerson} />
          </Kit>
        </Labelled>
        <Labelled id="wi-why" label={words.comment}>
          <TextArea id="wi-why" value={comment} onText={setComment} />
        </Labelled>
      </div>
      <Foot
        busy={busy || person === null}
        label={words.reassign}
        onClose={onClose}
        onGo={() => onGo({ person: person?.id, comment })}
      />
    </Dialog>
  );
}

function EscalateDialog({ busy, onClose, onGo }: DialogProps) {
  const words = useWorkItemWords();
  const [comment, setComment] = useState("");
  return (
    <Dialog title={words.escalate} onClose={onClose}>
      <div className="wi-form">
        <Labelled id="wi-note" label={words.comment}>
          <TextArea id="wi-note" value={comment} onText={setComment} />
        </Labelled>
      </div>
      <Foot busy={busy} label={words.escalate} onClose={onClose} onGo={() => onGo({ comment })} />
    </Dialog>
  );
}

interface FootProps {
  busy: boolean;
  label: string;
  onClose: () => void;
  onGo: () => void;
}

function Foot({ busy, label, onClose, onGo }: FootProps) {
  const words = useWorkItemWords();
  return (
    <p className="row dlg-a">
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="ink" disabled={busy} onClick={onGo}>
        {label}
      </Button>
    </p>
  );
}
