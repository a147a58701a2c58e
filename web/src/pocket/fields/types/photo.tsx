import { Icon } from "@/ui/icon";
import { companyAt } from "../../data";
import { placeAt, usePositionIfAllowed } from "../../device/position";
import { usePocketFormWords } from "../../forms/words";
import { PictureLink } from "../../parts/picture";
import { usePreview } from "../../parts/preview";
import { Take } from "../../parts/take";
import type { PocketEditProps, PocketKind } from "../kind";
import { UnderWay, useUploads } from "../uploads";
import "../../deals/pieces.css";

const MOST = 20;

/** Photos with what the phone knows of when and where; from the camera alone where the field says so. */
function Edit({ id, field, value, onChange, onBusy }: PocketEditProps) {
  const words = usePocketFormWords();
  const fix = usePositionIfAllowed();
  const uploads = useUploads(value, onChange, onBusy);
  const { held, under_way } = uploads;
  const most = field.options?.most ?? MOST;
  const count = held.length + under_way.length;
  const cameraOnly = field.options?.camera_only ?? false;
  const add = (source: "camera" | "gallery", files: File[]) => {
    const taken = source === "camera";
    const at = Date.now();
    uploads.add(files.slice(0, most - count), {
      source,
      captured_at: taken ? companyAt(at) : null,
      place: taken ? placeAt(fix, at) : null,
    });
  };
  return (
    <div className="fw">
      {count > 0 ? (
        <div className="tiles">
          {held.map((file) => (
            <figure key={file.id} className="tile">
              <PictureLink file={file} width={240} />
              <button
                type="button"
                className="tile-x"
                aria-label={words.drop(file.name)}
                onClick={() => uploads.drop(file.id)}
              >
                <Icon name="x" size="s" />
              </button>
            </figure>
          ))}
          {under_way.map(({ key, file }) => (
            <Waiting key={key} file={file} />
          ))}
        </div>
      ) : null}
      <UnderWay uploads={uploads} />
      {count < most ? (
        <div className={cameraOnly ? "takes one" : "takes"}>
          <Take id={id} icon="cam" accept="image/*" camera onFiles={(files) => add("camera", files)}>
            {words.take}
          </Take>
          {cameraOnly ? null : (
            <Take icon="pic" accept="image/*" several={most > 1} onFiles={(files) => add("gallery", files)}>
              {words.gallery}
            </Take>
          )}
        </div>
      ) : null}
      <p className="fw-n">
        <span>{count >= most ? words.full(most) : cameraOnly ? words.cameraOnly : ""}</span>
        <span className="n">{words.photos(held.length, most)}</span>
      </p>
    </div>
  );
}

function Waiting({ file }: { file: File }) {
  const src = usePreview(file);
  return (
    <figure className="tile waiting">
      <div className="shot">{src ? <img src={src} alt={file.name} /> : null}</div>
    </figure>
  );
}

export const kind: PocketKind = { types: ["photo"], Edit };
