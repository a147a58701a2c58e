import { useState } from "react";
import { sendFile } from "@/app/files";
import type { FileHandle, Value } from "@/app/shapes";
import { isFiles } from "@/app/values";
import { useDeskWords } from "@/desk/words";

/** The files of a field while it is edited: chosen ones go up one after the other, each kept as it arrives. */
export function useUploads(value: Value | undefined, onChange: (value: Value) => void, most = Infinity) {
  const files: FileHandle[] = isFiles(value) ? value : [];
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<string[]>([]);
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
  return { files, add: (chosen: File[]) => void add(chosen), drop, busy, failed };
}

/** Which file is on its way, and which did not arrive. */
export function UploadsSaid({ busy, failed }: { busy: string | null; failed: string[] }) {
  const words = useDeskWords();
  return (
    <>
      {busy ? <p className="sm mut">{words.record.uploading(busy)}</p> : null}
      {failed.map((name) => (
        <p key={name} className="sm risk">
          {words.record.fileFailed(name)}
        </p>
      ))}
    </>
  );
}
