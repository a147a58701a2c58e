import { number } from "@/app/format";
import "@/ui/bar.css";
import type { ImportShown } from "./shapes";
import { useImportWords } from "./words";

/** How far a busy import is. */
export function Progress({ held }: { held: ImportShown }) {
  const words = useImportWords();
  const { at, of } = held.progress;
  const share = of > 0 ? Math.min(100, Math.round((at / of) * 100)) : 0;
  return (
    <div className="imp-prog">
      <div
        className="bar"
        role="progressbar"
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={words.title}
      >
        <i style={{ width: `${share}%` }} />
      </div>
      <p className="sm mut n">{of > 0 ? words.one.of(number(at), number(of)) : words.file.reading}</p>
    </div>
  );
}
