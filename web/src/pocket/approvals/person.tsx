import type { ReactNode } from "react";
import type { Reference } from "@/app/shapes";
import { Empty, Failed, Loading } from "@/ui/states";
import { useChoosable } from "../data";
import { SearchSheet } from "../fields/search-sheet";
import { usePocketFormWords } from "../forms/words";
import { Line, Sheet } from "../parts/sheet";

interface PickPersonProps {
  label: string;
  failure: ReactNode;
  onPick: (person: Reference) => void;
  onClose: () => void;
}

/** A colleague, by name. */
export function PickPerson({ label, failure, onPick, onClose }: PickPersonProps) {
  return (
    <SearchSheet label={label} onClose={onClose}>
      {(text) => (
        <>
          {failure}
          <Found text={text} onPick={onPick} />
        </>
      )}
    </SearchSheet>
  );
}

function Found({ text, onPick }: { text: string; onPick: (person: Reference) => void }) {
  const words = usePocketFormWords();
  const { data, error, isPending, refetch } = useChoosable("person", text);
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading lines={6} />;
  return (
    <Sheet>
      {data.length === 0 ? <Empty title={words.noneFound}>{words.noneFoundText}</Empty> : null}
      <ul className="rows flush">
        {data.map((row) => (
          <li key={row.id}>
            <Line
              title={String(row["name"] ?? row.id)}
              onPick={() => onPick({ id: row.id, label: String(row["name"] ?? "") })}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
