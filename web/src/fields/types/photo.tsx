import { useState } from "react";
import { sendFile, viewOf } from "@/app/files";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Icon } from "@/ui";
import { Drop } from "@/ui/drop";
import type { EditProps, FieldKind, ShowProps } from "../kind";

function Edit({ id, field, value, onChange }: EditProps) {
  const words = useDeskWords();
  const files = isFiles(value) ? value : [];
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<string[]>([]);
  const most = field.options?.most ?? 20;
  const add = async (chosen: File[]) => {
    setFailed([]);
    let held = files;
    for (const file of chosen.slice(0, most - files.length)) {
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
          onFiles={(chosen) => void add(chosen)}
        />
      ) : null}
      {busy ? <p className="sm mut">{words.record.uploading(busy)}</p> : null}
      {failed.map((name) => (
        <p key={name} className="sm risk">
          {words.record.fileFailed(name)}
        </p>
      ))}
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
