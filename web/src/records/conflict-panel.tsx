import { useState } from "react";
import { clock, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useDeskWords } from "@/desk/words";
import { ShowValue } from "@/fields";
import { Button, Failed, Panel } from "@/ui";
import type { Draft } from "./draft";
import "./conflict-panel.css";

interface ConflictPanelProps {
  draft: Draft;
  onClose: () => void;
  onSettled: () => void;
}

/** The same field, two people: base, theirs, mine side by side, one choice each. */
export function ConflictPanel({ draft, onClose, onSettled }: ConflictPanelProps) {
  const words = useDeskWords();
  const label = useLabel();
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const { conflict } = draft;
  if (!conflict) return null;
  const choose = (name: string, own: boolean) =>
    setMine((before) => {
      const next = new Set(before);
      if (own) next.add(name);
      else next.delete(name);
      return next;
    });
  const settle = async (chosen: ReadonlySet<string>) => {
    if (await draft.settle(chosen)) onSettled();
  };
  const when = conflict.at ? `${shortDay(conflict.at)} ${clock(conflict.at)}` : "";
  return (
    <Panel title={words.conflict.title} onClose={onClose}>
      <p className="sm mut">{words.conflict.by(conflict.by || words.conflict.someone, when)}</p>
      {conflict.clashes.map(({ field, base, theirs, mine: own }) => {
        const name = label(field.label, field.name);
        const sides = [
          { key: "theirs", title: words.conflict.theirs, value: theirs, own: false },
          { key: "mine", title: words.conflict.mine, value: own, own: true },
        ];
        return (
          <fieldset key={field.name} className="clash">
            <legend>{name}</legend>
            <p className="clash-b">
              <span className="sm dim">{words.conflict.base}</span> <ShowValue field={field} value={base} />
            </p>
            {sides.map((side) => (
              <label key={side.key} className="clash-s">
                <input
                  type="radio"
                  name={`clash-${field.name}`}
                  checked={mine.has(field.name) === side.own}
                  aria-label={words.conflict.take(side.title, name)}
                  onChange={() => choose(field.name, side.own)}
                />
                <span className="sm mut">{side.title}</span>
                <span className="clash-v">
                  <ShowValue field={field} value={side.value} />
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
      {draft.cause ? <Failed cause={draft.cause} /> : null}
      <p className="row clash-a">
        <Button kind="ink" disabled={draft.saving} onClick={() => void settle(mine)}>
          {words.conflict.save}
        </Button>
        <Button disabled={draft.saving} onClick={() => void settle(new Set())}>
          {words.conflict.takeTheirs}
        </Button>
      </p>
    </Panel>
  );
}
