import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { Icon } from "./icon";
import "./drop.css";

interface DropProps {
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  accept?: string;
  onFiles: (files: File[]) => void;
}

/** Files by choice or by dropping; the input itself stays reachable by keyboard. */
export function Drop({ id, label, hint, accept, onFiles }: DropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    if (list?.length) onFiles([...list]);
    if (input.current) input.current.value = "";
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <label
      className={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        ref={input}
        type="file"
        multiple
        accept={accept}
        onChange={(event) => take(event.target.files)}
      />
      <Icon name="upload" size="s" />
      <span>{label}</span>
      {hint ? <span className="dim">{hint}</span> : null}
    </label>
  );
}
