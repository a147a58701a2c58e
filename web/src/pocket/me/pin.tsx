import { useState } from "react";
import { useNavigate } from "react-router";
import { say } from "@/ui/notice";
import { asked, changePin, hasPin, lockedOut, mayHavePin, setPin } from "../data";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { NewPin } from "../sign-in/choose-pin";
import { PinInput } from "../sign-in/pin-input";
import { usePinWords } from "../sign-in/words";

/** The way to the PIN, where there is or may be one. */
export function PinLine() {
  const words = usePinWords();
  if (!hasPin() && !mayHavePin()) return null;
  return (
    <li>
      <Line
        to="/pin"
        title={hasPin() ? words.change : words.choose}
        detail={hasPin() ? words.changeText : words.setText}
      />
    </li>
  );
}

/** 修改 PIN: the one there is, and the new one twice. */
export function PinPage() {
  const words = usePinWords();
  const navigate = useNavigate();
  const [has] = useState(hasPin);
  const [old, setOld] = useState("");
  const [wrong, setWrong] = useState<number | null>(null);
  const done = (text: string) => {
    say(text);
    void navigate("/me", { replace: true });
  };
  const save = async (pin: string) => {
    if (!has) {
      await setPin(pin);
      return done(words.made);
    }
    const found = await changePin(old, pin);
    if (found === "open") return done(words.changed);
    setOld("");
    setWrong(asked().left);
    if (found === "wrong") return;
    say(words.over, 15_000);
    await lockedOut();
  };
  const before = (
    <PinInput
      label={words.old}
      value={old}
      digits={asked().digits}
      fault={wrong === null || old !== "" ? undefined : words.wrong(wrong)}
      focus
      onPin={setOld}
    />
  );
  return (
    <Page title={has ? words.change : words.choose} up="/me">
      <Sheet>
        <NewPin
          before={has ? before : undefined}
          ready={!has || old.length === asked().digits}
          onPin={save}
        />
      </Sheet>
    </Page>
  );
}
