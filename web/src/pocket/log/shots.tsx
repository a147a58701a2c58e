import { useEffect } from "react";
import { newId } from "@/app/ids";
import { clock } from "@/app/format";
import type { Asked, Gate, Place } from "@/app/shapes";
import { Icon } from "@/ui/icon";
import { companyAt } from "../data";
import { placeAt, usePosition } from "../device/position";
import { metresBetween } from "../parts/distance";
import { useSaying } from "../parts/saying";
import { usePreview } from "../parts/preview";
import { Sheet } from "../parts/sheet";
import { Take } from "../parts/take";
import { usePocketWords } from "../words";
import { objections, type Draft, type Shot } from "./draft";
import type { Write } from "./log";
import "../deals/pieces.css";

interface ShotsProps {
  draft: Draft;
  write: Write;
  site: Place | null;
  gate: Gate | undefined;
  kinds: string[];
}

/** How long a photo may wait for the first fix: later the phone may be elsewhere. */
const LATE_FIX_MS = 45_000;

export function Shots({ draft, write, site, gate, kinds }: ShotsProps) {
  const fix = usePosition();
  useEffect(() => {
    if (fix.kind !== "known") return;
    const late = (shot: Shot) =>
      shot.told.source === "camera" &&
      shot.told.place === null &&
      Math.abs(fix.fixed_at - shot.taken_at) < LATE_FIX_MS;
    if (!draft.shots.some(late)) return;
    write({
      shots: draft.shots.map((shot) =>
        late(shot) ? { ...shot, told: { ...shot.told, place: fix.place } } : shot,
      ),
    });
  });
  const add = (kind: string, source: "camera" | "gallery", files: File[]) => {
    const at = Date.now();
    const place = source === "camera" ? placeAt(fix, at) : null;
    const captured_at = source === "camera" ? companyAt(at) : null;
    const shots = files.map((file) => ({
      key: newId(),
      kind,
      file,
      told: { source, captured_at, place },
      taken_at: at,
      sent: null,
    }));
    write({ shots: [...draft.shots, ...shots] });
  };
  return (
    <>
      {kinds.map((kind) => (
        <Kind
          key={kind}
          kind={kind}
          shots={draft.shots.filter((shot) => shot.kind === kind)}
          ask={gate?.requirements.find((each) => each.kind === kind)}
          site={site}
          onAdd={(source, files) => add(kind, source, files)}
          onDrop={(key) => write({ shots: draft.shots.filter((shot) => shot.key !== key) })}
        />
      ))}
    </>
  );
}

interface KindProps {
  kind: string;
  shots: Shot[];
  ask: Asked | undefined;
  site: Place | null;
  onAdd: (source: "camera" | "gallery", files: File[]) => void;
  onDrop: (key: string) => void;
}

function Kind({ kind, shots, ask, site, onAdd, onDrop }: KindProps) {
  const words = usePocketWords();
  const say = useSaying();
  const photo = kind === "site_photo";
  const now = new Date();
  const judged = shots.map((shot) => ({ shot, why: objections(shot, ask, site, now) }));
  const short = Math.max(0, (ask?.short_by ?? 0) - judged.filter(({ why }) => why.length === 0).length);
  const terms = ask ? say.terms(ask) : "";
  return (
    <Sheet
      title={say.kind(kind)}
      note={ask ? (short > 0 ? words.log.stillShort(short) : words.log.enough) : null}
    >
      {terms ? <p className="mut shots-t">{terms}</p> : null}
      <div className="tiles">
        {judged.map(({ shot, why }, index) => (
          <ShotTile
            key={shot.key}
            shot={shot}
            site={site}
            bad={why.length > 0}
            name={`${say.kind(kind)} ${index + 1}`}
            onDrop={() => onDrop(shot.key)}
          />
        ))}
        {Array.from({ length: photo ? Math.min(short, 6) : 0 }, (_, index) => (
          <figure key={`void-${index}`} className="tile">
            <span className="void">
              <span>{words.gate.absent}</span>
            </span>
          </figure>
        ))}
      </div>
      <ul className="shots-w">
        {judged.flatMap(({ shot, why }, index) =>
          why.map((reason) => (
            <li key={`${shot.key}-${reason.code}`} className="wait">
              {words.log.piece(index + 1)}
              {say.reason({ ...reason, facts: { ...reason.facts } })}
            </li>
          )),
        )}
        {shots.some((shot) => shot.told.source === "gallery") && photo ? (
          <li className="mut">{words.log.fromGallery}</li>
        ) : null}
      </ul>
      <div className="takes">
        <Take icon="cam" accept="image/*" camera onFiles={(files) => onAdd("camera", files)}>
          {words.log.takePhoto}
        </Take>
        <Take
          icon={photo ? "pic" : "doc"}
          accept={photo ? "image/*" : undefined}
          onFiles={(files) => onAdd("gallery", files)}
        >
          {photo ? words.log.gallery : words.log.chooseFile}
        </Take>
      </div>
    </Sheet>
  );
}

interface ShotTileProps {
  shot: Shot;
  site: Place | null;
  bad: boolean;
  name: string;
  onDrop: () => void;
}

function ShotTile({ shot, site, bad, name, onDrop }: ShotTileProps) {
  const words = usePocketWords();
  const src = usePreview(shot.file);
  const { place, captured_at } = shot.told;
  const metres = place && site ? metresBetween(place, site) : null;
  const caption = [captured_at ? clock(captured_at) : "", metres === null ? "" : words.metres(metres)]
    .filter(Boolean)
    .join(" · ");
  return (
    <figure className={bad ? "tile bad" : "tile"}>
      <div className="shot">
        {src ? (
          <img src={src} alt={name} />
        ) : (
          <span className="tile-doc">
            <Icon name="doc" size="l" />
            <span>{shot.file.name}</span>
          </span>
        )}
        {src && caption ? <span className="tile-c n">{caption}</span> : null}
      </div>
      <button type="button" className="tile-x" aria-label={words.log.drop(name)} onClick={onDrop}>
        <Icon name="x" size="s" />
      </button>
    </figure>
  );
}
