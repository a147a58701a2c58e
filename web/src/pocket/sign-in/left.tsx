import { useEffect, useState } from "react";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { countUnread, emptyLeft, useVault } from "../data";
import { handOver } from "../data/last";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";
import { Frame } from "./frame";
import { TryPin } from "./unlock";
import { usePinWords } from "./words";

/** His account has ended: what he did goes to his manager, and the phone is emptied. */
export function Left() {
  const words = usePinWords().left;
  const locked = useVault() === "locked";
  const [unsent, setUnsent] = useState(0);
  useEffect(() => void countUnread().then(setUnsent), []);
  return (
    <Frame title={words.title} text={words.text(unsent)}>
      {locked ? <TryPin /> : <Handing />}
    </Frame>
  );
}

function Handing() {
  const words = usePinWords().left;
  const [failure, setFailure] = useState<unknown>(null);
  const [tried, setTried] = useState(0);
  useEffect(() => {
    handOver()
      .then(() => {
        say(words.done, 15_000);
        return emptyLeft();
      })
      .catch(setFailure);
    // Once for each try; other words are no reason to send again.
  }, [tried]);
  if (!failure) return <Sheet>{words.sending}</Sheet>;
  return (
    <Sheet>
      <div className="ways">
        <Failing cause={failure} />
        <Button
          kind="ink"
          wide
          onClick={() => {
            setFailure(null);
            setTried(tried + 1);
          }}
        >
          {words.again}
        </Button>
        <Button kind="quiet" wide onClick={() => void emptyLeft()}>
          {words.discard}
        </Button>
      </div>
    </Sheet>
  );
}
