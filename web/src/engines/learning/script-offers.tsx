import { Button } from "@/ui/button";
import { answersTo } from "./offers";
import { useObjections, useScripts, useWorths } from "./queries";
import { useLearningWords } from "./words";
import "./offers.css";

const MOST = 3;

interface OffersProps {
  /** What the customer objects, as far as it is written. */
  text: string;
  chosen: string | null;
  onChoose: (script: string | null) => void;
}

/** What others answered to what is being written; one tap keeps with the action that it was used. */
export function ScriptOffers({ text, chosen, onChoose }: OffersProps) {
  const { scripts: words } = useLearningWords();
  const asked = text.trim() !== "";
  const { data: objections } = useObjections(asked);
  const { data: scripts } = useScripts(asked);
  const { data: worths } = useWorths(asked);
  const found = answersTo(text, objections?.items ?? [], scripts?.items ?? [], worths?.scripts ?? [], MOST);
  if (found.length === 0) return null;
  return (
    <section className="so" aria-label={words.offers}>
      <h2 className="so-h">{words.offers}</h2>
      <ul>
        {found.map((each) => (
          <li key={each.id} data-script={each.id} className={chosen === each.id ? "on" : undefined}>
            <span className="grow">
              <b>{each.title}</b>
              <span className="so-a">{each.answer}</span>
              <span className="sm mut">{words.because(each.words.join("、"))}</span>
              {chosen === each.id ? (
                <span role="status" className="sm">
                  {words.used}
                </span>
              ) : null}
            </span>
            <Button
              aria-pressed={chosen === each.id}
              onClick={() => onChoose(chosen === each.id ? null : each.id)}
            >
              {chosen === each.id ? words.take : words.use}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
