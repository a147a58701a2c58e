import { useState, type ReactNode } from "react";
import { Button } from "@/ui/button";
import { asked, declinePin, isGoodPin, setPin, signOut } from "../data";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";
import { Frame } from "./frame";
import { PinInput } from "./pin-input";
import { usePinWords } from "./words";

/** The first thing on a phone that is to keep somebody's work: the PIN it lies under. */
export function ChoosePin() {
  const words = usePinWords();
  const { digits, optional } = asked();
  const [failure, setFailure] = useState<unknown>(null);
  const leave = () => void (optional ? declinePin() : signOut(true)).catch(setFailure);
  return (
    <Frame title={words.choose} text={words.chooseText(digits)}>
      {failure ? (
        <Sheet>
          <Failing cause={failure} />
        </Sheet>
      ) : null}
      <Sheet>
        <NewPin onPin={setPin} />
      </Sheet>
      <Button kind="quiet" wide onClick={leave}>
        {optional ? words.later : words.out}
      </Button>
    </Frame>
  );
}

interface NewPinProps {
  /** What comes before the new one: the one there is. */
  before?: ReactNode;
  ready?: boolean;
  onPin: (pin: string) => Promise<void>;
}

/** A new PIN, said twice. */
export function NewPin({ before, ready = true, onPin }: NewPinProps) {
  const words = usePinWords();
  const { digits, tries, idle_minutes } = asked();
  const [pin, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const [busy, setBusy] = useState(false);
  const weak = pin.length === digits && !isGoodPin(pin, digits);
  const differs = again.length === digits && again !== pin;
  const good = ready && isGoodPin(pin, digits) && again === pin;
  const save = async () => {
    if (!good || busy) return;
    setBusy(true);
    await onPin(pin).finally(() => setBusy(false));
  };
  return (
    <form
      className="fill"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {before}
      <PinInput
        label={before ? words.fresh : words.pin}
        value={pin}
        digits={digits}
        focus={!before}
        fault={weak ? words.weak(digits) : undefined}
        onPin={setFresh}
      />
      <PinInput
        label={words.again}
        value={again}
        digits={digits}
        fault={differs ? words.differs : undefined}
        onPin={setAgain}
      />
      <p className="sm mut">{words.chooseNote(tries, idle_minutes)}</p>
      <Button kind="ink" wide submit disabled={busy || !good}>
        {busy ? words.saving : words.save}
      </Button>
    </form>
  );
}
