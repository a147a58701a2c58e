import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { sendFile } from "@/app/files";
import { refresh, useMe, useObject } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Button, Dialog, Labelled, TextArea } from "@/ui";
import { Drop } from "@/ui/drop";
import { say } from "@/ui/notice";
import { useSpokenWords } from "./words";

/** More is a file, and no conversation to read. */
const LONGEST = 400_000;
const isText = (file: File): boolean =>
  file.size <= LONGEST && (/\.(eml|txt|md)$/i.test(file.name) || file.type === "message/rfc822");

/** On a customer's page: what was said elsewhere, attached by pasting or dropping it. */
export function AttachConversation({ row }: { row: RecordRow }) {
  const words = useSpokenWords();
  const me = useMe().data;
  const communication = useObject("communication").data;
  const [open, setOpen] = useState(false);
  if (me?.view_as || !communication?.can.create) return null;
  return (
    <>
      <Button icon="mail" onClick={() => setOpen(true)}>
        {words.attach}
      </Button>
      {open ? <Attach customer={row.id} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Attach({ customer, onClose }: { customer: string; onClose: () => void }) {
  const words = useSpokenWords();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const { busy, cause, attempt } = useTrying();
  const take = async (files: File[]) => {
    const first = files[0];
    if (!first) return;
    if (isText(first)) setText(await first.text());
    else setFile(first);
  };
  const attach = async () => {
    const handle = file ? await sendFile(file) : null;
    const said = handle ? { file: handle.id, name: handle.name } : {};
    const { records } = await act("attach_communication", { text, customer, ...said });
    refresh(
      client,
      records.map(({ object, id, version }) => ({ object, record: id, version })),
    );
    say(words.done);
    onClose();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="stack">
        <Labelled id="attach-text" label={words.text}>
          <TextArea id="attach-text" value={text} rows={10} onText={setText} />
        </Labelled>
        <Drop
          id="attach-file"
          label={file ? file.name : words.drop}
          hint={words.dropHint}
          onFiles={(files) => void take(files)}
        />
        {cause ? (
          <p className="sm risk" role="alert">
            {cause instanceof Refusal ? [cause.message, cause.remedy].filter(Boolean).join(" ") : null}
          </p>
        ) : null}
        <p className="row dlg-a">
          <Button
            kind="ink"
            disabled={busy || (text.trim() === "" && !file)}
            onClick={() => void attempt(attach)}
          >
            {words.go}
          </Button>
        </p>
      </div>
    </Dialog>
  );
}
