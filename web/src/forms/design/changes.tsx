import { useLabel, useLanguage } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Button, Dialog } from "@/ui";
import { useFormWords } from "../words";
import { countOf, type Difference } from "./model";

interface ChangesProps {
  shape: ObjectShape;
  tables: ReadonlyMap<string, string>;
  difference: Difference;
  busy: boolean;
  onClose: () => void;
  onPublish: () => void;
}

/** What publishing changes, before it does. */
export function Changes({ shape, tables, difference, busy, onClose, onPublish }: ChangesProps) {
  const words = useFormWords();
  const label = useLabel();
  const and = useLanguage() === "zh" ? "、" : ", ";
  const named = (names: string[]) =>
    names
      .map((name) => tables.get(name) ?? label(shape.fields.find((each) => each.name === name)?.label, name))
      .join(and);
  const { added, gone, moved, ruled, sections } = difference;
  const lines = [
    {
      key: "sections-added",
      what: words.sectionsAdded,
      names: sections.added.map((each) => label(each)).join(and),
    },
    {
      key: "sections-gone",
      what: words.sectionsGone,
      names: sections.gone.map((each) => label(each)).join(and),
    },
    {
      key: "sections-changed",
      what: words.sectionsChanged,
      names: sections.changed.map((each) => label(each)).join(and),
    },
    { key: "added", what: words.added, names: named(added) },
    { key: "gone", what: words.gone, names: named(gone) },
    { key: "moved", what: words.moved, names: named(moved) },
    { key: "ruled", what: words.ruled, names: named(ruled) },
  ].filter((line) => line.names !== "");
  return (
    <Dialog title={words.changes} onClose={onClose}>
      <dl className="fd-changes">
        {lines.map((line) => (
          <div key={line.key}>
            <dt>{line.what}</dt>
            <dd>{line.names}</dd>
          </div>
        ))}
        {lines.length === 0 ? <p className="mut">{words.publishNone}</p> : null}
      </dl>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={busy} onClick={onPublish}>
          {words.publish(countOf(difference))}
        </Button>
      </p>
    </Dialog>
  );
}
