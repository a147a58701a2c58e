import { viewOf } from "@/app/files";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Icon } from "@/ui";
import { Drop } from "@/ui/drop";
import type { EditProps, FieldKind, ShowProps } from "../kind";
import { UploadsSaid, useUploads } from "../uploads";

function Edit({ id, field, value, onChange }: EditProps) {
  const words = useDeskWords();
  const most = field.options?.most ?? 20;
  const { files, add, drop, busy, failed } = useUploads(value, onChange, most);
  return (
    <div className="files-e">
      <span className="pics">
        {files.map((file) => (
          <span key={file.id} className="pic">
            <img src={viewOf(file.id, 240)} alt={file.name} />
            <button
              type="button"
              className="tap"
              aria-label={`${words.record.clearValue} ${file.name}`}
              onClick={() => drop(file.id)}
            >
              <Icon name="x" size="s" />
            </button>
          </span>
        ))}
      </span>
      {files.length < most && field.options?.camera_only ? (
        <p className="sm dim">{words.record.cameraOnly}</p>
      ) : null}
      {files.length < most && !field.options?.camera_only ? (
        <Drop
          id={id}
          accept="image/*"
          label={words.record.chosenFile}
          hint={words.record.dropFile}
          onFiles={add}
        />
      ) : null}
      <UploadsSaid busy={busy} failed={failed} />
    </div>
  );
}

export function ShowPictures({ value, dense }: ShowProps) {
  if (!isFiles(value)) return null;
  return (
    <span className={dense ? "pics dense" : "pics"}>
      {value.map((file) => (
        <a key={file.id} className="pic" href={viewOf(file.id, 1440)} target="_blank" rel="noreferrer">
          <img src={viewOf(file.id, dense ? 96 : 240)} alt={file.name} loading="lazy" />
        </a>
      ))}
    </span>
  );
}

export const kind: FieldKind = {
  types: ["photo"],
  operators: ["empty"],
  Edit,
  Show: ShowPictures,
  width: 160,
  single: true,
};
