import { originalOf, viewOf } from "@/app/files";
import type { FileHandle } from "@/app/shapes";
import { fileHere } from "../data";
import { usePreview } from "./preview";

interface PictureProps {
  file: FileHandle;
  width: 96 | 240 | 480;
  className?: string;
  alt?: string;
}

/** A picture of a field: as it lies on this phone until the server has it. */
export function Picture({ file, width, className, alt }: PictureProps) {
  const here = fileHere(file.id);
  const src = usePreview(here);
  const shown = here ? src : viewOf(file.id, width);
  return shown ? <img src={shown} alt={alt ?? file.name} className={className} loading="lazy" /> : null;
}

/** The same, to be opened large; what is not sent yet is opened from this phone. */
export function PictureLink(props: PictureProps) {
  const { file } = props;
  const here = usePreview(fileHere(file.id));
  return (
    <a href={here ?? viewOf(file.id, 1440)} target="_blank" rel="noreferrer">
      <Picture {...props} />
    </a>
  );
}

/** Any other file by its name. */
export function FileLink({ file, className }: { file: FileHandle; className?: string }) {
  const here = fileHere(file.id);
  if (here) return <span className={className}>{file.name}</span>;
  return (
    <a className={className} href={originalOf(file.id)} target="_blank" rel="noreferrer">
      {file.name}
    </a>
  );
}
