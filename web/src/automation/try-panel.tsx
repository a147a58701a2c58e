import { useState } from "react";
import { Refusal } from "@/app/api";
import { useObject } from "@/app/queries";
import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { Button, Labelled, Loading } from "@/ui";
import { tryRule } from "./api";
import type { RuleSaid } from "./saying";
import type { Rule, Tried, Vocabulary } from "./shapes";
import { FilledStep } from "./filled-step";
import { judgedOf, WhyList } from "./why-list";
import { useRuleWords } from "./words";

interface TryPanelProps {
  rule: Rule;
  said: RuleSaid;
  vocabulary: Vocabulary | undefined;
  onRefused: (cause: unknown) => void;
}

/** 试一条: each condition with the value that stands there, and the steps as they would be. */
export function TryPanel({ rule, said, vocabulary, onRefused }: TryPanelProps) {
  const words = useRuleWords();
  const [record, setRecord] = useState<Reference | null>(null);
  const [tried, setTried] = useState<{ of: Rule; answer: Tried } | null>(null);
  const [busy, setBusy] = useState(false);
  const known = useObject(rule.object ?? "").data;
  const go = async () => {
    setBusy(true);
    onRefused(null);
    try {
      setTried({ of: rule, answer: await tryRule(rule, record?.id ?? null) });
    } catch (refused) {
      setTried(null);
      onRefused(refused);
      if (!(refused instanceof Refusal)) throw refused;
    } finally {
      setBusy(false);
    }
  };
  const answer = tried?.answer;
  return (
    <div className="form-1" data-sheet="try">
      <h2>{words.tryTitle}</h2>
      <p className="sm dim">
        {words.tryNote} {rule.when.on === "record" ? null : words.tryCondition}
      </p>
      {known ? (
        <Labelled id="try-record" label={words.tryPick}>
          <PickRecord
            key={known.name}
            id="try-record"
            object={known.name}
            value={record}
            onChange={(chosen) => {
              setRecord(chosen);
              setTried(null);
            }}
          />
        </Labelled>
      ) : null}
      <p>
        <Button
          small
          kind="ink"
          disabled={busy || (known !== undefined && !record)}
          onClick={() => void go()}
        >
          {words.tryNow}
        </Button>
      </p>
      {busy ? <Loading lines={3} /> : null}
      {answer ? (
        <div role="status" className={tried.of === rule ? undefined : "ru-old"}>
          <p className={answer.would ? "ru-verdict good" : "ru-verdict"} data-would={answer.would}>
            {answer.would ? words.would : words.wouldNot}
          </p>
          <WhyList object={rule.object} condition={tried.of.if} judged={judgedOf(answer.why)} />
          {answer.steps.length > 0 ? (
            <>
              <h3 className="sm dim">{words.steps}</h3>
              <ol className="ru-filled">
                {answer.steps.map((step, at) => (
                  <FilledStep key={at} step={step} said={said} vocabulary={vocabulary} object={rule.object} />
                ))}
              </ol>
            </>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
