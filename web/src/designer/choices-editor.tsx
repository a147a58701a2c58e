import { useState } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Choice } from "@/app/shapes";
import { Button, Icon, Input } from "@/ui";
import { proposeName } from "./api";
import { useDesignerWords } from "./words";

interface ChoicesEditorProps {
  choices: Choice[];
  /** Choices the field has already: their keys stay. */
  there: boolean;
  fault: string | undefined;
  onChange: (change: (before: Choice[]) => Choice[]) => void;
}

/** The list of a choice field: names in two languages, keys that stay, an order that is free. */
export function ChoicesEditor({ choices, there, fault, onChange }: ChoicesEditorProps) {
  const words = useDesignerWords();
  const label = useLabel();
  const [kept] = useState(() => (there ? new Set(choices.map((choice) => choice.key)) : new Set<string>()));
  const put = (at: number, next: Partial<Choice>) =>
    onChange((before) => before.map((choice, index) => (index === at ? { ...choice, ...next } : choice)));
  const move = (at: number, step: number) => {
    onChange((before) => {
      const next = [...before];
      const [moved] = next.splice(at, 1);
      if (moved) next.splice(at + step, 0, moved);
      return next;
    });
  };
  const propose = (at: number) => {
    const choice = choices[at];
    if (!choice || choice.key || !choice.label.zh) return;
    void proposeName(choice.label.zh).then((name) => {
      const key = name.replace(/^x_/, "");
      onChange((before) =>
        before.map((each, index) => {
          if (index !== at) return each;
          const taken = before.some((other, place) => place !== at && other.key === key);
          return {
            key: each.key || (taken ? `${key}_${at + 1}` : key),
            label: { zh: each.label.zh, en: each.label.en || each.label.zh },
          };
        }),
      );
    });
  };
  return (
    <div className="lbd wide">
      <p className="lb">{words.choices}</p>
      <ol className="dz-choices">
        {choices.map((choice, at) => {
          const n = number(at + 1);
          const name = label(choice.label, choice.key) || n;
          return (
            <li key={kept.has(choice.key) ? choice.key : `new-${at}`}>
              <Input
                aria-label={words.choiceZh(n)}
                placeholder={words.labelZh}
                value={choice.label.zh}
                onText={(zh) => put(at, { label: { ...choice.label, zh } })}
                onBlur={() => propose(at)}
              />
              <Input
                aria-label={words.choiceEn(n)}
                placeholder={words.labelEn}
                value={choice.label.en}
                onText={(en) => put(at, { label: { ...choice.label, en } })}
              />
              {kept.has(choice.key) ? (
                <code className="sm mut">{choice.key}</code>
              ) : (
                <Input
                  aria-label={words.choiceKeyOf(n)}
                  placeholder={words.choiceKey}
                  value={choice.key}
                  onText={(key) => put(at, { key })}
                />
              )}
              <span className="row dz-tight">
                <button
                  type="button"
                  className="tap"
                  disabled={at === 0}
                  aria-label={words.choiceUp(name)}
                  onClick={() => move(at, -1)}
                >
                  <Icon name="up" size="s" />
                </button>
                <button
                  type="button"
                  className="tap"
                  disabled={at === choices.length - 1}
                  aria-label={words.choiceDown(name)}
                  onClick={() => move(at, 1)}
                >
                  <Icon name="down" size="s" />
                </button>
                {kept.has(choice.key) ? null : (
                  <button
                    type="button"
                    className="tap"
                    aria-label={words.choiceDrop(name)}
                    onClick={() => onChange((before) => before.filter((_, index) => index !== at))}
                  >
                    <Icon name="x" size="s" />
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="row">
        <Button
          small
          icon="plus"
          onClick={() => onChange((before) => [...before, { key: "", label: { zh: "", en: "" } }])}
        >
          {words.choiceAdd}
        </Button>
        <span className="sm dim">{words.choiceKeyNote}</span>
      </p>
      {fault ? <p className="sm risk">{fault}</p> : null}
    </div>
  );
}
