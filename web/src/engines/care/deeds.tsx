import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, Refusal } from "@/app/api";
import { refresh, useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import { share } from "@/engines/content/sharing";
import { Button, Dialog, Labelled, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import { PickChoice } from "./pick-choice";
import { useCareWords } from "./words";
import "./care.css";

const told = (refused: unknown): string =>
  refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "";

/** Runs one deed at a time, says what came of it and asks the record anew. */
function useDeed(object: string, record: string) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async (deed: () => Promise<string>): Promise<boolean> => {
    setBusy(true);
    try {
      say(await deed());
      return true;
    } catch (refused) {
      say(told(refused));
      return false;
    } finally {
      setBusy(false);
      refresh(client, [{ object, record, version: null }]);
    }
  };
  return { busy, run };
}

interface OfRecord {
  shape: ObjectShape;
  row: RecordRow;
}

/** What the reader may do here: deal with a complaint, share a question's link, raise one, ask for one. */
export function CareDeeds({ shape, row }: OfRecord) {
  const me = useMe().data;
  if (!me || me.view_as) return null;
  if (shape.name === "complaint") return <ComplaintDeeds shape={shape} row={row} />;
  if (shape.name === "satisfaction") return row["state"] === "asked" ? <LinkDeed row={row} /> : null;
  if (shape.name === "activity" || shape.name === "order") return <AskDeed shape={shape} row={row} />;
  return <RaiseDeed shape={shape} row={row} />;
}

function ComplaintDeeds({ shape, row }: OfRecord) {
  const words = useCareWords();
  const { busy, run } = useDeed(shape.name, row.id);
  const [saying, setSaying] = useState<"resolve" | "reopen" | null>(null);
  const take = () => run(async () => (await act("take_complaint", {}, row.id), words.taken));
  const finish = async (text: string, cause: string) => {
    const done = await run(async () => {
      if (saying === "reopen") await act("reopen_complaint", { reason: text }, row.id);
      else await act("resolve_complaint", { resolution: text, cause }, row.id);
      return saying === "reopen" ? words.reopened : words.resolved;
    });
    if (done) setSaying(null);
  };
  const open = row["state"] !== "resolved";
  return (
    <>
      {row["state"] === "open" && shape.can.write ? (
        <Button disabled={busy} onClick={() => void take()}>
          {words.take}
        </Button>
      ) : null}
      {open && shape.can.write ? (
        <Button kind="ink" disabled={busy} onClick={() => setSaying("resolve")}>
          {words.resolve}
        </Button>
      ) : null}
      {open ? null : (
        <Button disabled={busy} onClick={() => setSaying("reopen")}>
          {words.reopen}
        </Button>
      )}
      {saying ? (
        <Dialog title={words[saying]} onClose={() => setSaying(null)}>
          <Finish deed={saying} busy={busy} onSay={finish} onLeave={() => setSaying(null)} />
        </Dialog>
      ) : null}
    </>
  );
}

interface FinishProps {
  deed: "resolve" | "reopen";
  busy: boolean;
  onSay: (text: string, cause: string) => Promise<void>;
  onLeave: () => void;
}

function Finish({ deed, busy, onSay, onLeave }: FinishProps) {
  const words = useCareWords();
  const [text, setText] = useState("");
  const [cause, setCause] = useState("");
  const ask = deed === "resolve" ? words.resolution : words.reason;
  return (
    <div className="care-f">
      {deed === "resolve" ? (
        <PickChoice field="cause" label={words.cause} value={cause} onPick={setCause} />
      ) : null}
      <TextArea value={text} onText={setText} aria-label={ask} placeholder={ask} />
      <p className="care-a">
        <Button onClick={onLeave}>{words.cancel}</Button>
        <Button
          kind="ink"
          disabled={busy || !text.trim() || (deed === "resolve" && !cause)}
          onClick={() => void onSay(text, cause)}
        >
          {words[deed]}
        </Button>
      </p>
    </div>
  );
}

function RaiseDeed({ shape, row }: OfRecord) {
  const words = useCareWords();
  const { busy, run } = useDeed("complaint", "");
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState({ category: "quality", severity: "medium", story: "" });
  const raise = async () => {
    const done = await run(async () => {
      await act("raise_complaint", { object: shape.name, ...said }, row.id);
      return words.raised;
    });
    if (done) setOpen(false);
  };
  return (
    <>
      <Button disabled={busy} onClick={() => setOpen(true)}>
        {words.raise}
      </Button>
      {open ? (
        <Dialog title={words.raise} onClose={() => setOpen(false)}>
          <div className="care-f">
            {(["category", "severity"] as const).map((field) => (
              <PickChoice
                key={field}
                field={field}
                label={words[field]}
                value={said[field]}
                onPick={(key) => setSaid({ ...said, [field]: key })}
              />
            ))}
            <Labelled id="care-story" label={words.story}>
              <TextArea id="care-story" value={said.story} onText={(story) => setSaid({ ...said, story })} />
            </Labelled>
            <p className="care-a">
              <Button onClick={() => setOpen(false)}>{words.cancel}</Button>
              <Button kind="ink" disabled={busy || !said.story.trim()} onClick={() => void raise()}>
                {words.raise}
              </Button>
            </p>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

/** Hand a fresh link to a question over; answers what to say of it. */
async function handOver(record: string, words: ReturnType<typeof useCareWords>): Promise<string> {
  const made = await api<{ path: string; url: string | null }>("/links", {
    method: "POST",
    body: { object: "satisfaction", record },
  });
  const url = made.url ?? new URL(made.path, window.location.origin).href;
  const how = await share(words.ask, url);
  return { shared: words.shared, copied: words.copied, shown: url }[how];
}

function AskDeed({ shape, row }: OfRecord) {
  const words = useCareWords();
  const { busy, run } = useDeed("satisfaction", "");
  const ask = () =>
    run(async () => {
      const asked = await act<{ satisfaction: string }>("ask_satisfaction", { object: shape.name }, row.id);
      return handOver(asked.result.satisfaction, words);
    });
  return (
    <Button disabled={busy} onClick={() => void ask()}>
      {words.ask}
    </Button>
  );
}

function LinkDeed({ row }: { row: RecordRow }) {
  const words = useCareWords();
  const { busy, run } = useDeed("satisfaction", row.id);
  return (
    <Button kind="ink" disabled={busy} onClick={() => void run(() => handOver(row.id, words))}>
      {words.link}
    </Button>
  );
}
