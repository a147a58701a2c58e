import { Icon } from "@/ui/icon";
import { usePocketFormWords } from "../../forms/words";
import { FileLink } from "../../parts/picture";
import { Take } from "../../parts/take";
import type { PocketEditProps, PocketKind } from "../kind";
import { UnderWay, useUploads } from "../uploads";

const MOST = 20;

/** Files of any kind, each with its name and a way to open it. */
function Edit({ id, field, value, onChange, onBusy }: PocketEditProps) {
  const words = usePocketFormWords();
  const uploads = useUploads(value, onChange, onBusy);
  const most = field.options?.most ?? MOST;
  const count = uploads.held.length + uploads.under_way.length;
  return (
    <div className="fw">
      <ul className="picked">
        {uploads.held.map((file) => (
          <li key={file.id}>
            <Icon name="doc" size="s" />
            <FileLink className="grow" file={file} />
            <button
              type="button"
              className="tap"
              aria-label={words.drop(file.name)}
              onClick={() => uploads.drop(file.id)}
            >
              <Icon name="x" />
            </button>
          </li>
        ))}
      </ul>
      <UnderWay uploads={uploads} />
      {count < most ? (
        <div className="takes one">
          <Take
            id={id}
            icon="upload"
            several={most > 1}
            onFiles={(files) =>
              uploads.add(files.slice(0, most - count), { source: "gallery", captured_at: null, place: null })
            }
          >
            {words.file}
          </Take>
        </div>
      ) : null}
      <p className="fw-n">
        <span>{count >= most ? words.full(most) : ""}</span>
        <span className="n">{words.files(uploads.held.length, most)}</span>
      </p>
    </div>
  );
}

export const kind: PocketKind = { types: ["file"], Edit };
