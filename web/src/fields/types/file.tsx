import { isPicture, originalOf, viewOf } from "@/app/files";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Chip, EvidenceCard } from "@/ui";
import { Drop } from "@/ui/drop";
import type { EditProps, FieldKind, ShowProps } from "../kind";
import { UploadsSaid, useUploads } from "../uploads";

function Edit({ id, value, onChange }: EditProps) {
  const words = useDeskWords();
  const { files, add, drop, busy, failed } = useUploads(value, onChange);
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
      <Drop id={id} label={words.record.chosenFile} hint={words.record.dropFile} onFiles={add} />
      <UploadsSaid busy={busy} failed={failed} />
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
