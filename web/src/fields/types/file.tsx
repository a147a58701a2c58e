import { useState } from "react";
import { isPicture, originalOf, sendFile, viewOf } from "@/app/files";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Chip, EvidenceCard } from "@/ui";
import { Drop } from "@/ui/drop";
import type { EditProps, FieldKind, ShowProps } from "../kind";

function Edit({ id, value, onChange }: EditProps) {
  const words = useDeskWords();
  const files = isFiles(value) ? value : [];
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<string[]>([]);
  const add = async (chosen: File[]) => {
    setFailed([]);
    let held = files;
    for (const file of chosen) {
      setBusy(file.name);
      try {
        held = [...held, await sendFile(file)];
        onChange(held);
      } catch {
        setFailed((names) => [...names, file.name]);
      }
    }
    setBusy(null);
  };
  const drop = (gone: string) => {
    const left = files.filter((file) => file.id !== gone);
    onChange(left.length ? left : null);
  };
  return (
    <div className="files-e">
      {files.map((file) => (
        <Chip
          key={file.id}
          onRemove={() => drop(file.id)}
          removeLabel={`${words.record.clearValue} ${file.name}`}
        >
          {file.name}
        </Chip>
      ))}
      <Drop
        id={id}
        label={words.record.chosenFile}
        hint={words.record.dropFile}
        onFiles={(chosen) => void add(chosen)}
      />
      {busy ? <p className="sm mut">{words.record.uploading(busy)}</p> : null}
      {failed.map((name) => (
        <p key={name} className="sm risk">
          {words.record.fileFailed(name)}
        </p>
      ))}
    </div>
  );
}

function Show({ value, dense }: ShowProps) {
  if (!isFiles(value)) return null;
  if (dense) return <>{value.map((file) => file.name).join(", ")}</>;
  return (
    <span className="evs">
      {value.map((file) => (
        <EvidenceCard
          key={file.id}
          icon={isPicture(file.mime) ? "cam" : "doc"}
          href={isPicture(file.mime) ? viewOf(file.id, 1440) : originalOf(file.id)}
        >
          {file.name}
        </EvidenceCard>
      ))}
    </span>
  );
}

export const kind: FieldKind = {
  types: ["file"],
  operators: ["empty"],
  Edit,
  Show,
  width: 160,
  single: true,
};
