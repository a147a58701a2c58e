import { useEffect, useState } from "react";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { asked, countUnread, lockedOut, tryPin } from "../data";
import { useOnline } from "../device/online";
import { Sheet } from "../parts/sheet";
import { Frame } from "./frame";
import { PinInput } from "./pin-input";
import { usePinWords } from "./words";

/** The PIN, before anything of the person is shown; who has forgotten it signs in anew. */
export function Unlock() {
  const words = usePinWords();
  const [forgotten, setForgotten] = useState(false);
  return (
    <Frame title={words.enter} text={words.enterText(asked().digits)}>
      {forgotten ? <Forgotten onBack={() => setForgotten(false)} /> : <TryPin />}
      {forgotten ? null : (
        <Button kind="quiet" wide onClick={() => setForgotten(true)}>
          {words.forgotten}
        </Button>
      )}
    </Frame>
  );
}

/** The PIN's own form; the last digit sends it. */
export function TryPin() {
  const words = usePinWords();
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const { digits, left, wrong } = asked();
  const attempt = async (said: string) => {
    if (busy || said.length !== digits) return;
    setBusy(true);
    const found = await tryPin(said);
    if (found === "open") return;
    setPin("");
    setBusy(false);
    if (found !== "over") return;
    say(words.over, 15_000);
    await lockedOut();
  };
  return (
    <Sheet>
      <form
        className="fill"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(pin);
        }}
      >
        <PinInput
          label={words.pin}
          value={pin}
          digits={digits}
          focus
          fault={wrong > 0 && !busy ? words.wrong(left) : undefined}
          onPin={(said) => {
            setPin(said);
            void attempt(said);
          }}
        />
        <Button kind="ink" wide submit disabled={busy || pin.length !== digits}>
          {busy ? words.opening : words.open}
        </Button>
      </form>
    </Sheet>
  );
}

function Forgotten({ onBack }: { onBack: () => void }) {
  const words = usePinWords();
  const online = useOnline();
  const [unsent, setUnsent] = useState<number | null>(null);
  useEffect(() => void countUnread().then(setUnsent), []);
  if (unsent === null) return null;
  return (
    <Sheet title={words.forgotten}>
      <div className="ways">
        <p className="sm">{unsent > 0 ? words.forgottenUnsent(unsent) : words.forgottenNone}</p>
        <Button wide disabled={!online} onClick={() => void lockedOut()}>
          {words.anew}
        </Button>
        {online ? null : <p className="sm mut">{words.needsNet}</p>}
        <Button kind="ink" wide onClick={onBack}>
          {words.back}
        </Button>
      </div>
    </Sheet>
  );
}
