import { useState } from "react";
import type { RecordRow } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Saying } from "@/engines/requests/saying";
import { ACTIONS, deedsOf, OBJECT, type Deed } from "@/engines/requests/standing";
import { useRequestWords } from "@/engines/requests/words";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { deed as perform, useObject, useWho } from "../data";
import { useOnline } from "../device/online";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";

/** What one may do with a request in the hand; its words, where a deed asks for some, stand in its place. */
export function RequestDeeds({ row }: { row: RecordRow }) {
  const words = useRequestWords();
  const me = useWho();
  const online = useOnline();
  const mayWrite = Boolean(useObject(OBJECT).data?.can.write);
  const [saying, setSaying] = useState<Deed | null>(null);
  const { busy, cause: failure, attempt } = useTrying();
  const deeds = deedsOf(row, me, mayWrite);
  if (deeds.length === 0) return null;
  const run = async (which: Deed, text = "", files: string[] = []) => {
    const { action, says } = ACTIONS[which];
    const about = { object: OBJECT, id: row.id, label: String(row["title"] ?? "") };
    const input = { ...(says ? { [says]: text } : {}), ...(files.length > 0 ? { files } : {}) };
    const done = await attempt(async () => {
      if ((await perform(action, about, input)) === "done") say(words[which]);
    });
    if (done) setSaying(null);
  };
  return (
    <Sheet>
      {failure ? <Failing cause={failure} /> : null}
      {saying ? (
        <Saying
          deed={saying}
          busy={busy}
          withFiles={online}
          onSay={(text, files) => void run(saying, text, files)}
          onLeave={() => setSaying(null)}
        />
      ) : (
        <p className="ask-a">
          {deeds.map((each, at) => (
            <Button
              key={each}
              wide
              {...(at === deeds.length - 1 ? { kind: "ink" as const } : {})}
              disabled={busy}
              onClick={() => (ACTIONS[each].says ? setSaying(each) : void run(each))}
            >
              {words[each]}
            </Button>
          ))}
        </p>
      )}
    </Sheet>
  );
}
