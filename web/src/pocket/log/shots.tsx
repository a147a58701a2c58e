import { lazy, Suspense, useEffect, useState } from "react";
import { newId } from "@/app/ids";
import { clock } from "@/app/format";
import type { Asked, Gate, Place } from "@/app/shapes";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import type { Taken } from "../camera/camera";
import { companyAt, useChoices } from "../data";
import { emptySlots } from "../deals/evidence";
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

const Camera = lazy(() => import("../camera/camera"));

/** Whether a page can open a camera itself at all; a refusal is met when it tries. */
const hasCamera = typeof navigator !== "undefined" && navigator.mediaDevices !== undefined;

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
  const [open, setOpen] = useState<Opened | null>(null);
  const add = (kind: string, source: "camera" | "gallery", files: File[], slot: string | null) => {
    const at = Date.now();
    const place = source === "camera" ? placeAt(fix, at) : null;
    const captured_at = source === "camera" ? companyAt(at) : null;
    const shots = (slot === null ? files : files.slice(0, 1)).map((file) => ({
      key: newId(),
      kind,
      slot,
      file,
      told: { source, captured_at, place },
      taken_at: at,
      sent: null,
    }));
    write({ shots: [...draft.shots, ...shots] });
  };
  const took = (kind: string, { file, told, taken_at, slot }: Taken) => {
    const shot: Shot = { key: newId(), kind, slot, file, told, taken_at, sent: null };
    write({ shots: [...draft.shots, shot] });
  };
  return (
    <>
      {open ? (
        <Suspense fallback={null}>
          <Camera
            customer={draft.customer?.label ?? ""}
            site={site}
            slots={open.slots.map(({ key, label }) => ({
              key,
              label,
              filled: draft.shots.some((shot) => shot.kind === open.kind && shot.slot === key),
            }))}
            slot={open.slot}
            onTake={(taken) => took(open.kind, taken)}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      ) : null}
      {kinds.map((kind) => (
        <Kind
          key={kind}
          kind={kind}
          shots={draft.shots.filter((shot) => shot.kind === kind)}
          ask={gate?.requirements.find((each) => each.kind === kind)}
          site={site}
          onAdd={(source, files, slot) => add(kind, source, files, slot)}
          onOpen={(slot, slots) => setOpen({ kind, slot, slots })}
          onDrop={(key) => write({ shots: draft.shots.filter((shot) => shot.key !== key) })}
        />
      ))}
    </>
  );
}

interface Opened {
  kind: string;
  slot: string | null;
  slots: { key: string; label: string }[];
}

/** Whether the server still misses a slot: it has been asked, or nothing is known but that it is asked for. */
const isOwed = (ask: Asked | undefined, slot: string): boolean =>
  ask !== undefined && ask.state !== "proven" && (ask.why.length === 0 || emptySlots(ask).includes(slot));

interface KindProps {
  kind: string;
  shots: Shot[];
  ask: Asked | undefined;
  site: Place | null;
  onAdd: (source: "camera" | "gallery", files: File[], slot: string | null) => void;
  onOpen: (slot: string | null, slots: Opened["slots"]) => void;
  onDrop: (key: string) => void;
}

function Kind({ kind, shots, ask, site, onAdd, onOpen, onDrop }: KindProps) {
  const words = usePocketWords();
  const say = useSaying();
  const photo = kind === "site_photo";
  const now = new Date();
  const judged = shots.map((shot) => ({ shot, why: objections(shot, ask, site, now) }));
  const terms = ask ? say.terms(ask) : "";
  const kinds = useChoices("evidence", "kind");
  const barred = ask?.camera_only ?? kinds.find((each) => each.key === kind)?.camera_only ?? false;
  const laid = judged.filter(({ why }) => why.length === 0);
  const slots = (ask?.slots ?? []).map(({ key }) => ({ key, label: say.slot(key) }));
  const owed = slots.filter(({ key }) => isOwed(ask, key) && !laid.some(({ shot }) => shot.slot === key));
  const short = slots.length > 0 ? owed.length : Math.max(0, (ask?.short_by ?? 0) - laid.length);
  const [picked, setPicked] = useState<string | null>(null);
  const slot = slots.find(({ key }) => key === picked)?.key ?? owed[0]?.key ?? slots[0]?.key ?? null;
  const missing = owed.map(({ label }) => label).join(words.and);
  return (
    <Sheet
      title={say.kind(kind)}
      note={
        ask
          ? missing
            ? words.log.slotsShort(missing)
            : short > 0
              ? words.log.stillShort(short)
              : words.log.enough
          : null
      }
    >
      {terms ? <p className="mut shots-t">{terms}</p> : null}
      <div className="tiles">
        {judged.map(({ shot, why }, index) => (
          <ShotTile
            key={shot.key}
            shot={shot}
            site={site}
            bad={why.length > 0}
            name={shot.slot ? say.slot(shot.slot) : `${say.kind(kind)} ${index + 1}`}
            onDrop={() => onDrop(shot.key)}
          />
        ))}
        {owed.map(({ key, label }) => (
          <figure key={`slot-${key}`} className="tile">
            <button
              type="button"
              className="void slot"
              aria-pressed={key === slot}
              aria-label={words.log.slot(label)}
              onClick={() => (hasCamera ? onOpen(key, slots) : setPicked(key))}
            >
              <span>{label}</span>
            </button>
          </figure>
        ))}
        {Array.from({ length: photo && slots.length === 0 ? Math.min(short, 6) : 0 }, (_, index) => (
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
      <div className={hasCamera === barred ? "takes" : hasCamera ? "takes three" : "takes one"}>
        {hasCamera ? (
          <Button kind="ink" icon="cam" onClick={() => onOpen(slot, slots)}>
            {words.log.takePhoto}
          </Button>
        ) : null}
        <Take icon="cam" accept="image/*" camera onFiles={(files) => onAdd("camera", files, slot)}>
          {words.log.system}
        </Take>
        {barred ? null : (
          <Take
            icon={photo ? "pic" : "doc"}
            accept={photo ? "image/*" : undefined}
            onFiles={(files) => onAdd("gallery", files, slot)}
          >
            {photo ? words.log.gallery : words.log.chooseFile}
          </Take>
        )}
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
