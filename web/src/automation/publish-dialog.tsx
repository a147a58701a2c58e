import { useState } from "react";
import { number } from "@/app/format";
import { Button, Dialog } from "@/ui";
import type { RuleSaid } from "./saying";
import type { Rule } from "./shapes";
import { Differences } from "./versions-panel";
import { useRuleWords } from "./words";
import "./beside.css";

interface PublishDialogProps {
  version: number;
  /** What is in force; null the first time. */
  before: Rule | null;
  rule: Rule;
  said: RuleSaid;
  onClose: () => void;
  onPublish: () => Promise<void>;
  onRefused: (cause: unknown) => void;
}

/** The whole sentence, and what publishing changes, before it does. */
export function PublishDialog({
  version,
  before,
  rule,
  said,
  onClose,
  onPublish,
  onRefused,
}: PublishDialogProps) {
  const words = useRuleWords();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      await onPublish();
      onClose();
    } catch (refused) {
      onRefused(refused);
    }
  };
  return (
    <Dialog title={words.publishTitle(number(version))} onClose={onClose}>
      <dl className="ru-sentence">
        {(["when", "if", "then"] as const).map((part) => (
          <div key={part}>
            <dt className="song">{words.parts[part]}</dt>
            <dd>
              {part === "when" ? said.when(rule) : null}
              {part === "if" ? said.condition(rule.object, rule.if) : null}
              {part === "then"
                ? rule.then.map((step) => said.step(rule.object, step)).join(words.say.then)
                : null}
            </dd>
          </div>
        ))}
      </dl>
      {before ? (
        <>
          <p className="sm dim">{words.differs}</p>
          <Differences from={before} to={rule} said={said} />
        </>
      ) : null}
      <p className="mut">{words.publishText}</p>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy} onClick={() => void go()}>
          {words.publish}
        </Button>
      </p>
    </Dialog>
  );
}
