import type { ReactNode } from "react";
import { Button, Dialog } from "@/ui";
import { say } from "@/ui/notice";
import { useRuleWords } from "./words";

export function Notice({ children }: { children: ReactNode }) {
  return <p className="ru-note sm">{children}</p>;
}

/** An address shown this once, to be copied. */
export function ShownOnce({ address, onClose }: { address: string; onClose: () => void }) {
  const words = useRuleWords();
  const whole = `${window.location.origin}${address}`;
  const copy = async () => {
    await navigator.clipboard.writeText(whole);
    say(words.copied);
  };
  return (
    <Dialog title={words.hookOnce} onClose={onClose}>
      <p className="mut">{words.hookOnceText}</p>
      <p className="ru-hook">
        <code>{whole}</code>
      </p>
      <p className="row dlg-a">
        <Button onClick={() => void copy()}>{words.copy}</Button>
        <Button kind="ink" onClick={onClose}>
          {words.close}
        </Button>
      </p>
    </Dialog>
  );
}
