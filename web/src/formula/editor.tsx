import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useLanguage } from "@/app/language";
import { useObjects } from "@/app/queries";
import { Icon } from "@/ui";
import { useChecked, useFunctions } from "./api";
import { suggest, typedAt, type Suggestion, type Typed } from "./completion";
import { Mirror } from "./mirror";
import { Result } from "./result";
import { useFormulaWords } from "./words";
import "./editor.css";

export interface FormulaEditorProps {
  /** The object whose records it is computed for. */
  object: string;
  value: string;
  onChange: (formula: string) => void;
  /** The field the formula already is, so that a circle shows. */
  field?: string | undefined;
  /** The record to try it with at first; the newest one where none is given. */
  record?: string | undefined;
  id?: string;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** A formula typed with suggestions, its faults at their place, its value for one record below. */
export function FormulaEditor(props: FormulaEditorProps) {
  const { object, value, onChange, field, record, id, autoFocus = false, disabled = false } = props;
  const words = useFormulaWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [sample, setSample] = useState(record);
  const asked = { object, formula: value, record: sample, field };
  const { data: checked, current, isError } = useChecked(asked);
  const offered = useSuggestions(object, value);
  const put = (each: Suggestion) => {
    const { typed } = offered;
    if (!typed) return;
    const next = value.slice(0, typed.start) + each.insert + value.slice(typed.end);
    const at = typed.start + each.cursor;
    onChange(next);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at, at);
      offered.look(next, at, each.what === "link");
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const chosen = offered.items[offered.at];
    if (event.key === " " && event.ctrlKey) {
      offered.look(value, box.current?.selectionStart ?? value.length, true);
    } else if (offered.items.length === 0) return;
    else if (step !== 0) offered.move(step);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) put(chosen);
    else if (event.key === "Escape") offered.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const quiet = offered.items.length > 0;
  const faults = current && !quiet ? (checked?.faults ?? []) : [];
  return (
    <div className="fx">
      <div className={faults.length > 0 ? "fx-box err" : "fx-box"}>
        <Mirror text={value} names={current ? (checked?.names ?? []) : []} faults={faults} />
        <textarea
          ref={box}
          id={id}
          value={value}
          rows={3}
          spellCheck={false}
          autoFocus={autoFocus}
          disabled={disabled}
          placeholder={words.placeholder}
          role="combobox"
          aria-label={words.label}
          aria-expanded={offered.items.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={offered.items.length > 0 ? `${list}-${offered.at}` : undefined}
          aria-invalid={faults.length > 0 || undefined}
          onChange={(event) => {
            onChange(event.target.value);
            offered.look(event.target.value, event.target.selectionStart, false);
          }}
          onKeyDown={onKeyDown}
          onClick={() => offered.close()}
          onBlur={() => offered.close()}
        />
      </div>
      <Suggestions id={list} items={offered.items} at={offered.at} onPick={put} />
      {isError ? <p className="sm dim">{words.unreachable}</p> : null}
      {checked && !quiet ? (
        <Result
          checked={checked}
          current={current}
          object={object}
          onPick={(chosen) => setSample(chosen?.id)}
        />
      ) : (
        <p className="sm dim">{words.keys}</p>
      )}
    </div>
  );
}

function useSuggestions(object: string, value: string) {
  const lang = useLanguage();
  const { data: objects = [] } = useObjects();
  const { data: functions = [] } = useFunctions();
  const [typed, setTyped] = useState<Typed | null>(null);
  const [at, setAt] = useState(0);
  const stale = typed !== null && value.slice(typed.start, typed.end).replace(/^[[【]/, "") !== typed.word;
  const found = typed && !stale ? suggest({ objects, object, functions }, typed.word, lang) : [];
  const said = found.length === 1 && found[0]?.what === "field" && found[0].label === typed?.word;
  const items = said ? [] : found;
  return {
    typed,
    items,
    at: Math.min(at, Math.max(items.length - 1, 0)),
    close: () => setTyped(null),
    move: (step: number) => setAt((before) => (before + step + items.length) % items.length),
    /** Look at the word before the cursor; `always` also where nothing is typed yet. */
    look: (text: string, cursor: number, always: boolean) => {
      const found = typedAt(text, cursor);
      setAt(0);
      setTyped(found && (always || found.word !== "") ? found : null);
    },
  };
}

interface SuggestionsProps {
  id: string;
  items: Suggestion[];
  at: number;
  onPick: (each: Suggestion) => void;
}

function Suggestions({ id, items, at, onPick }: SuggestionsProps) {
  const words = useFormulaWords();
  if (items.length === 0) return null;
  return (
    <ul className="fx-list" id={id} role="listbox" aria-label={words.suggestions}>
      {items.map((each, n) => (
        <li
          key={`${each.what}${each.key}`}
          id={`${id}-${n}`}
          role="option"
          aria-selected={n === at}
          className={n === at ? "on" : ""}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(each);
          }}
        >
          <span className={each.what === "function" ? "fx-fn" : "fx-chip"}>{each.label}</span>
          <span className="dim fx-hint">{each.hint}</span>
          {each.what === "link" ? <Icon name="link" size="s" /> : null}
          {each.help ? <span className="dim fx-help">{each.help}</span> : null}
        </li>
      ))}
    </ul>
  );
}
