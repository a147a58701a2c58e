import { useLabel } from "@/app/language";
import type { Field, Reference } from "@/app/shapes";
import { Icon } from "@/ui/icon";
import { Empty, Failed, Loading } from "@/ui/states";
import { useChoosable, useObject } from "../data";
import { usePocketFormWords } from "../forms/words";
import { Line, Sheet } from "../parts/sheet";
import { SearchSheet } from "./search-sheet";

/** The object a field of people, departments or records points at. */
export function targetOf(field: Field): string {
  if (field.type === "person" || field.type === "department") return field.type;
  return field.options?.object ?? "";
}

interface PickRecordProps {
  field: Field;
  /** Already chosen: not offered again. */
  chosen: readonly string[];
  onPick: (found: Reference) => void;
  onClose: () => void;
}

/** Finds a record the reader may see: the server searches, within his own scope. */
export function PickRecord({ field, chosen, onPick, onClose }: PickRecordProps) {
  const words = usePocketFormWords();
  const label = useLabel();
  return (
    <SearchSheet label={words.search(label(field.label, field.name))} onClose={onClose}>
      {(text) => <Found object={targetOf(field)} text={text} chosen={chosen} onPick={onPick} />}
    </SearchSheet>
  );
}

interface FoundProps {
  object: string;
  text: string;
  chosen: readonly string[];
  onPick: (found: Reference) => void;
}

function Found({ object, text, chosen, onPick }: FoundProps) {
  const words = usePocketFormWords();
  const shape = useObject(object).data;
  const { data, error, isPending, refetch } = useChoosable(object, text);
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading lines={6} />;
  const rows = data.filter((row) => !chosen.includes(row.id));
  const title = shape?.title ?? "name";
  return (
    <Sheet>
      {rows.length === 0 ? (
        <Empty title={text ? words.noneFound : words.noneYet}>{words.noneFoundText}</Empty>
      ) : null}
      <ul className="rows flush">
        {rows.map((row) => {
          const name = String(row[title] ?? row.id);
          const code = row["code"];
          return (
            <li key={row.id}>
              <Line
                title={name}
                end={typeof code === "string" ? code : ""}
                onPick={() => onPick({ id: row.id, label: name })}
              />
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

interface PickedProps {
  id?: string;
  label: string;
  blank?: boolean;
  onOpen?: () => void;
  onRemove?: (() => void) | undefined;
}

/** What is chosen, in the shape of an input; a tap chooses another, the cross takes it away. */
export function Picked({ id, label, blank = false, onOpen, onRemove }: PickedProps) {
  const words = usePocketFormWords();
  return (
    <span className="chosen">
      <button id={id} type="button" className={blank ? "dim" : undefined} onClick={onOpen}>
        <span className="grow">{label}</span>
        {onRemove ? null : <Icon name="right" size="s" />}
      </button>
      {onRemove ? (
        <button type="button" className="tap" aria-label={words.remove(label)} onClick={onRemove}>
          <Icon name="x" />
        </button>
      ) : null}
    </span>
  );
}
