import { Icon } from "@/ui/icon";
import { usePocketWords } from "../words";
import "./search.css";

interface SearchProps {
  value: string;
  onText: (text: string) => void;
  label: string;
  autoFocus?: boolean;
}

export function Search({ value, onText, label, autoFocus = false }: SearchProps) {
  const words = usePocketWords();
  return (
    <div className="find" role="search">
      <Icon name="search" />
      <input
        type="search"
        value={value}
        placeholder={label}
        aria-label={label}
        autoFocus={autoFocus}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="search"
        maxLength={60}
        onChange={(event) => onText(event.target.value)}
      />
      {value ? (
        <button type="button" className="tap" aria-label={words.clear} onClick={() => onText("")}>
          <Icon name="x" />
        </button>
      ) : null}
    </div>
  );
}
