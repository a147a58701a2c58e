import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { api } from "@/app/api";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { Icon } from "@/ui";
import { isTyping } from "./shell";
import { useDeskWords } from "./words";

interface Found {
  object: string;
  id: string;
  label: string;
  hint?: string;
}

/** One box for everything; `/` brings the cursor, arrows choose, Enter opens. */
export function Finder() {
  const words = useDeskWords();
  const label = useLabel();
  const navigate = useNavigate();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const q = useDeferredValue(text.trim());
  const { data: objects = [] } = useObjects();
  const { data = [], isFetched } = useQuery({
    queryKey: ["search", q],
    queryFn: async ({ signal }) =>
      (await api<{ items: Found[] }>("/search", { query: { q, limit: 20 }, signal })).items,
    enabled: open && q.length > 0,
    staleTime: 10_000,
    placeholderData: (before) => (q ? before : undefined),
  });
  useEffect(() => {
    const press = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const go = (found: Found | undefined) => {
    if (!found) return;
    setOpen(false);
    setText("");
    box.current?.blur();
    void navigate(`/o/${found.object}/${found.id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      setOpen(false);
      box.current?.blur();
    } else if (event.key === "Enter") go(data[at]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt(Math.max(0, Math.min(data.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))));
    }
  };
  const shown = open && q.length > 0;
  const objectName = (name: string) => label(objects.find((shape) => shape.name === name)?.label, name);
  return (
    <div className="find-w" role="search">
      <div className="find">
        <Icon name="search" size="s" />
        <input
          ref={box}
          value={text}
          role="combobox"
          aria-label={words.shell.find}
          aria-expanded={shown}
          aria-controls={`${id}-found`}
          aria-activedescendant={shown && data[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          placeholder={words.shell.find}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setOpen(true);
          }}
        />
        <span className="kbd" aria-hidden="true">
          /
        </span>
      </div>
      <div id={`${id}-found`} className={shown ? "found" : "off-screen"}>
        {shown && data.length > 0 ? (
          <ul role="listbox" aria-label={words.shell.find}>
            {data.map((found, index) => (
              <li
                key={found.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => setAt(index)}
                onClick={() => go(found)}
              >
                <span className="sm dim">{objectName(found.object)}</span>
                <span className="clip strong">{found.label}</span>
                <span className="sm dim clip">{found.hint}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {shown && isFetched && data.length === 0 ? <p className="sm mut">{words.shell.findNone(q)}</p> : null}
      </div>
    </div>
  );
}
