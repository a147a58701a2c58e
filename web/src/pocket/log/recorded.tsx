import { shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button } from "@/ui/button";
import { useWho } from "../data";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";
import { useConsent, useTerms } from "./speech";
import { useSpeechWords } from "./words";
import "./voice.css";

/** On the page Me: whether one may be recorded, and the way out. */
export function Recorded() {
  const { me: words, consent: asked } = useSpeechWords();
  const label = useLabel();
  const { view_as } = useWho();
  const terms = useTerms();
  const { give, withdraw } = useConsent();
  const { busy, cause, attempt } = useTrying();
  if (!terms || view_as) return null;
  const { given_at, at_once, words: said } = terms.consent;
  return (
    <Sheet title={words.title} note={given_at ? words.since(shortDay(given_at)) : words.none}>
      <p className="sm mut">
        {given_at
          ? [at_once ? words.atOnce : words.byHand, label(said), asked.keeps(terms.keep_days)].join(" ")
          : words.noneText}
      </p>
      {cause ? <Failing cause={cause} /> : null}
      {given_at ? (
        <p className="row voice-n">
          <Button disabled={busy} onClick={() => void attempt(() => give(!at_once))}>
            {at_once ? words.toByHand : words.toAtOnce}
          </Button>
          <Button kind="quiet" disabled={busy} onClick={() => void attempt(withdraw)}>
            {words.withdraw}
          </Button>
        </p>
      ) : null}
    </Sheet>
  );
}
