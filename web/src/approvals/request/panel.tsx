import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Dialog, Failed, Labelled, Loading, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import { useDeciding } from "../api";
import { useApprovalWords } from "../words";
import { isPlain, useAhead, useOffered } from "./api";

export interface Requested {
  object: string;
  record: string;
  /** Which flow, where a refusal named it. */
  flow?: string | undefined;
  /** What was held back, so that it is done once approved. */
  input?: Record<string, unknown> | undefined;
}

/** Asking for an approval: which flow, whom it will ask, a word to them. */
export function RequestDialog({ of, onClose }: { of: Requested; onClose: () => void }) {
  const words = useApprovalWords();
  const label = useLabel();
  const id = useId();
  const navigate = useNavigate();
  const { request } = useDeciding();
  const { data: flows } = useOffered(of.object);
  const offered = flows?.filter((each) => (of.flow ? each.key === of.flow : isPlain(each))) ?? [];
  const [chosen, setChosen] = useState<string | null>(of.flow ?? null);
  const flow = chosen ?? offered[0]?.key ?? null;
  const [note, setNote] = useState("");
  const { busy, cause, attempt } = useTrying();
  const go = async () => {
    if (!flow) return;
    await attempt(async () => {
      const { approval } = await request({ ...of, flow, note });
      say(words.requested);
      onClose();
      void navigate(`/approvals/${approval}?box=started`);
    });
  };
  const name = label(offered.find((each) => each.key === flow)?.label, flow ?? "");
  return (
    <Dialog title={of.flow ? words.required(name) : words.request} onClose={onClose}>
      <div className="form-1">
        {offered.length > 1 ? (
          <Labelled id={id} label={words.requestWhich}>
            <select
              id={id}
              className="inp"
              value={flow ?? ""}
              onChange={(event) => setChosen(event.target.value)}
            >
              {offered.map((each) => (
                <option key={each.key} value={each.key}>
                  {label(each.label, each.key)}
                </option>
              ))}
            </select>
          </Labelled>
        ) : of.flow ? null : (
          <p className="strong">{name}</p>
        )}
        {flow ? <Asks flow={flow} of={of} /> : null}
        <Labelled id={`${id}-n`} label={words.requestNote} note={words.commentNote}>
          <TextArea id={`${id}-n`} value={note} maxLength={2000} onText={setNote} />
        </Labelled>
        {cause ? <Failed cause={cause} /> : null}
      </div>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy || !flow} onClick={() => void go()}>
          {busy ? words.saving : words.requestGo}
        </Button>
      </p>
    </Dialog>
  );
}

/** Whom it will ask, as things stand. */
function Asks({ flow, of }: { flow: string; of: Requested }) {
  const words = useApprovalWords();
  const label = useLabel();
  const { data, error } = useAhead(flow, of.object, of.record);
  if (error) return <Failed cause={error} />;
  if (!data) return <Loading lines={2} />;
  if (data.steps.length === 0) return <p className="mut">{words.requestNobody}</p>;
  return (
    <div>
      <p className="lb">{words.requestText}</p>
      <ol className="lines">
        {data.steps.map((step) => (
          <li key={step.key}>
            <span className="grow">{label(step.label, step.key)}</span>
            <span className="mut">{step.people.map((person) => person.label).join("、")}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
