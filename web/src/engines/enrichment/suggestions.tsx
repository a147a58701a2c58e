import { useState } from "react";
import { Refusal } from "@/app/api";
import { date, number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Value } from "@/app/shapes";
import { isBlank } from "@/app/values";
import { act } from "@/app/writes";
import { say } from "@/ui/notice";
import { useSuggestions, type LookedUp, type Suggestion } from "./queries";
import { useEnrichmentWords } from "./words";
import "./enrichment.css";

type Values = Record<string, Value | undefined>;

interface SuggestionsProps {
  values: Values;
  /** The name that was picked, and values for fields that are blank. */
  onPick: (name: string, values: Record<string, Value>) => void;
}

/** Under the name while it is typed: companies a register knows. Nothing at all where none is set up. */
export function Suggestions({ values, onPick }: SuggestionsProps) {
  const words = useEnrichmentWords();
  const label = useLabel();
  const [picked, setPicked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = typeof values.name === "string" ? values.name : "";
  const { data, error } = useSuggestions(name, picked);
  const items = data?.on && name.trim() !== picked ? data.items : [];
  const pick = async (each: Suggestion) => {
    setBusy(true);
    setPicked(each.name);
    try {
      const { result } = await act<LookedUp>("look_up_company", { name: each.name });
      const blanks = Object.entries(result.values).filter(([key]) => key !== "name" && isBlank(values[key]));
      onPick(each.name, Object.fromEntries(blanks));
      say(words.picked(number(blanks.length)));
    } catch (refused) {
      onPick(
        each.name,
        isBlank(values.credit_code) && each.credit_code ? { credit_code: each.credit_code } : {},
      );
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    }
    setBusy(false);
  };
  if (error instanceof Refusal && !error.unreachable) {
    return (
      <p className="en-why sm mut" role="status">
        {[error.message, error.remedy].filter(Boolean).join(" ")}
      </p>
    );
  }
  return (
    <div className="en-sug" role="status">
      {items.length > 0 ? (
        <>
          <p className="sm dim">{words.suggests(label(data?.source ?? undefined))}</p>
          <ul>
            {items.slice(0, 6).map((each) => (
              <li key={each.name}>
                <button type="button" disabled={busy} onClick={() => void pick(each)}>
                  <b>{each.name}</b>
                  <span className="sm dim">
                    {[each.legal_status, each.credit_code, each.founded_on ? date(each.founded_on) : ""]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
