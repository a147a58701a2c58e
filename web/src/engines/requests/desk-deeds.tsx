import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { refresh, useMe, useObject } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import { Button, Dialog } from "@/ui";
import { say } from "@/ui/notice";
import { AskForm } from "./ask-form";
import { Saying } from "./saying";
import { ACTIONS, deedsOf, OBJECT, type Deed } from "./standing";
import { useRequestWords } from "./words";

const told = (refused: unknown): string =>
  refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "";

/** What the reader may do with a request: answer it, deliver it, confirm it. */
export function RequestDeeds({ shape, row }: { shape: ObjectShape; row: RecordRow }) {
  const words = useRequestWords();
  const me = useMe().data;
  const client = useQueryClient();
  const [saying, setSaying] = useState<Deed | null>(null);
  const [busy, setBusy] = useState(false);
  const deeds = me ? deedsOf(row, me, Boolean(shape.can.write)) : [];
  const said: Record<Deed, string> = {
    accept: words.accepted,
    handBack: words.handedBack,
    deliver: words.delivered,
    confirm: words.confirmed,
    reopen: words.reopened,
  };
  const run = async (deed: Deed, text = "", files: string[] = []) => {
    const { action, says } = ACTIONS[deed];
    setBusy(true);
    try {
      await act(
        action,
        { ...(says ? { [says]: text } : {}), ...(files.length > 0 ? { files } : {}) },
        row.id,
      );
      say(said[deed]);
      setSaying(null);
    } catch (refused) {
      say(told(refused));
    } finally {
      setBusy(false);
      refresh(client, [{ object: OBJECT, record: row.id, version: null }]);
    }
  };
  return (
    <>
      {deeds.map((deed, at) => (
        <Button
          key={deed}
          {...(at === deeds.length - 1 ? { kind: "ink" as const } : {})}
          disabled={busy}
          onClick={() => (ACTIONS[deed].says ? setSaying(deed) : void run(deed))}
        >
          {words[deed]}
        </Button>
      ))}
      {saying ? (
        <Dialog title={words[saying]} onClose={() => setSaying(null)}>
          <Saying
            deed={saying}
            busy={busy}
            withFiles
            onSay={(text, files) => void run(saying, text, files)}
            onLeave={() => setSaying(null)}
          />
        </Dialog>
      ) : null}
    </>
  );
}

/** Asking another team, from a deal or a customer. */
export function AskButton({
  object,
  row,
  small = false,
}: {
  object: string;
  row: RecordRow;
  small?: boolean;
}) {
  const words = useRequestWords();
  const me = useMe().data;
  const shape = useObject(OBJECT).data;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!me || me.view_as || !shape?.can.write) return null;
  const ask = async (input: Record<string, unknown>) => {
    setBusy(true);
    try {
      await act("raise_request", { object, ...input }, row.id);
      say(words.sent);
      setAsking(false);
    } catch (refused) {
      say(told(refused));
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: ["records", OBJECT] });
    }
  };
  return (
    <>
      <Button small={small} disabled={busy} onClick={() => setAsking(true)}>
        {words.ask}
      </Button>
      {asking ? (
        <Dialog title={words.ask} onClose={() => setAsking(false)}>
          <AskForm busy={busy} onAsk={(input) => void ask(input)} onLeave={() => setAsking(false)} />
        </Dialog>
      ) : null}
    </>
  );
}
