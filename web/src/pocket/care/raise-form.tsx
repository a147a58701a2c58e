import { useState } from "react";
import { useLabel } from "@/app/language";
import { useCareWords } from "@/engines/care/words";
import { Button } from "@/ui/button";
import { TextArea } from "@/ui/input";
import { useChoices } from "../data";
import { Choose } from "../parts/choose";

export interface Said {
  category: string;
  severity: string;
  story: string;
}

interface RaiseFormProps {
  busy: boolean;
  onRaise: (said: Said) => void;
  onLeave: () => void;
}

/** What is complained of, how bad, and in which words. */
export function RaiseForm({ busy, onRaise, onLeave }: RaiseFormProps) {
  const words = useCareWords();
  const label = useLabel();
  const choices = {
    category: useChoices("complaint", "category"),
    severity: useChoices("complaint", "severity"),
  };
  const [said, setSaid] = useState<Said>({ category: "", severity: "medium", story: "" });
  const ready = Boolean(said.category && said.story.trim()) && !busy;
  return (
    <form
      className="care-p"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onRaise({ ...said, story: said.story.trim() });
      }}
    >
      {(["category", "severity"] as const).map((field) => (
        <Choose
          key={field}
          label={words[field]}
          options={choices[field].map((each) => ({ key: each.key, label: label(each.label, each.key) }))}
          value={said[field]}
          onPick={(key) => setSaid({ ...said, [field]: key })}
        />
      ))}
      <TextArea
        value={said.story}
        onText={(story) => setSaid({ ...said, story })}
        rows={4}
        maxLength={5000}
        aria-label={words.story}
        placeholder={words.story}
      />
      <Button wide kind="ink" submit disabled={!ready}>
        {words.raise}
      </Button>
      <Button wide onClick={onLeave}>
        {words.cancel}
      </Button>
    </form>
  );
}
