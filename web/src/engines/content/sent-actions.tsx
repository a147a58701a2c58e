import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { refresh, useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import { Button, LinkButton } from "@/ui";
import { say } from "@/ui/notice";
import { linkTo, share } from "./sharing";
import { useContentWords } from "./words";

/** What one does with a content, a new version, and with what was sent: another link, or taking all back. */
export function SentActions({ shape, row }: { shape: ObjectShape; row: RecordRow }) {
  const words = useContentWords();
  const me = useMe().data;
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  if (me?.view_as) return null;
  if (shape.name === "content" && shape.can.write)
    return (
      <LinkButton icon="upload" to={`/o/content_version/new?content=${row.id}`}>
        {words.newVersion}
      </LinkButton>
    );
  if (shape.name !== "content_sent" || !row["sending"]) return null;
  const seconds = Number(row["read_seconds"] ?? 0);
  const read =
    seconds > 0 ? (
      <span className="sm mut n">{words.read(Math.floor(seconds / 60), seconds % 60)}</span>
    ) : null;
  if (row["ended_at"])
    return (
      <>
        {read}
        <span className="sm mut">{words.over}</span>
      </>
    );
  const run = async (deed: () => Promise<string>) => {
    setBusy(true);
    try {
      say(await deed());
      refresh(client, [{ object: shape.name, record: row.id, version: null }]);
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    }
    setBusy(false);
  };
  const handOver = async () => {
    const url = await linkTo(row.id);
    const how = await share(String(row["title"] ?? ""), url);
    return { shared: words.shared, copied: words.copied, shown: url }[how];
  };
  const takeBack = async () => {
    await act("take_back_content", {}, row.id);
    return words.taken;
  };
  return (
    <>
      {read}
      {shape.can.write ? (
        <Button disabled={busy} onClick={() => void run(takeBack)}>
          {words.takeBack}
        </Button>
      ) : null}
      <Button kind="ink" disabled={busy} onClick={() => void run(handOver)}>
        {words.link}
      </Button>
    </>
  );
}
