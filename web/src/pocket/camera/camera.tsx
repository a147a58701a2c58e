import { useEffect, useRef, useState } from "react";
import type { Place } from "@/app/shapes";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { companyAt, useWho, type Told } from "../data";
import { placeAt, usePosition } from "../device/position";
import { metresBetween } from "../parts/distance";
import { Take } from "../parts/take";
import { usePocketWords } from "../words";
import { faultOf, greyOf, qualityOf, type Fault } from "./quality";
import { burnIn, fileOf, type StampFacts } from "./stamp";
import { useCamera, type Refused } from "./stream";
import { useCameraWords } from "./words";
import "./camera.css";

export interface CameraSlot {
  key: string;
  label: string;
  filled: boolean;
}

export interface Taken {
  file: File;
  told: Told;
  taken_at: number;
  slot: string | null;
}

interface CameraProps {
  customer: string;
  site: Place | null;
  slots: readonly CameraSlot[];
  /** The slot that is photographed first. */
  slot: string | null;
  onTake: (taken: Taken) => void;
  onClose: () => void;
}

interface Held extends Taken {
  src: string;
  fault: Fault | null;
}

/** Where one is to go on after a slot: the next empty one, if there is. */
const nextSlot = (slots: readonly CameraSlot[], done: string | null): string | null =>
  slots.find((each) => !each.filled && each.key !== done)?.key ?? null;

/** The camera inside the app: what it takes carries its time, place and author in the picture and as data. */
export default function Camera(props: CameraProps) {
  const { slots, onClose, onTake } = props;
  const words = useCameraWords();
  const { seen, retry, light } = useCamera();
  const [slot, setSlot] = useState(props.slot);
  const [held, setHeld] = useState<Held | null>(null);
  const [lit, setLit] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const take = useTaking(props, slot, setHeld);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (video.current && seen.kind === "live") video.current.srcObject = seen.stream;
  }, [seen, held]);
  useEffect(() => () => (held ? URL.revokeObjectURL(held.src) : undefined), [held]);
  const keep = () => {
    if (!held) return;
    onTake(held);
    const next = nextSlot(slots, held.slot);
    if (next === null) return onClose();
    setSlot(next);
    setHeld(null);
  };
  const turn = async () => {
    await light(!lit);
    setLit(!lit);
  };
  const live = seen.kind === "live";
  return (
    <dialog ref={dialog} className="camera" aria-label={words.title} onClose={onClose}>
      <div className="camera-h">
        <button type="button" className="camera-i" aria-label={words.close} onClick={onClose}>
          <Icon name="x" />
        </button>
        <Slots slots={slots} slot={slot} onPick={setSlot} still={held !== null} />
        {live && seen.torch && !held ? (
          <button type="button" className="camera-t" aria-pressed={lit} onClick={() => void turn()}>
            {words.torch}
          </button>
        ) : null}
      </div>
      <div className="camera-v">
        {held ? <img src={held.src} alt={words.preview} /> : null}
        {!held && live ? <video ref={video} autoPlay playsInline muted /> : null}
        {seen.kind === "starting" ? <p role="status">{words.starting}</p> : null}
        {seen.kind === "refused" && !held ? (
          <Refusal why={seen.why} onRetry={retry} onFile={(file) => void take.file(file)} />
        ) : null}
      </div>
      <div className="camera-f">
        {held?.fault ? <p role="alert">{words.faults[held.fault]}</p> : null}
        {held ? (
          <div className="camera-b">
            <Button wide onClick={() => setHeld(null)}>
              {words.again}
            </Button>
            <Button kind="ink" wide onClick={keep}>
              {words.keep}
            </Button>
          </div>
        ) : (
          <>
            <Standing take={take} />
            <button
              type="button"
              className="shutter"
              aria-label={words.shutter}
              disabled={!live}
              onClick={() => void (video.current && take.frame(video.current))}
            />
          </>
        )}
      </div>
    </dialog>
  );
}

interface SlotsProps {
  slots: readonly CameraSlot[];
  slot: string | null;
  still: boolean;
  onPick: (key: string) => void;
}

function Slots({ slots, slot, still, onPick }: SlotsProps) {
  const words = useCameraWords();
  if (slots.length === 0) return <span className="camera-s" />;
  return (
    <div className="camera-s" role="group" aria-label={words.slot}>
      {slots.map((each) => (
        <button
          key={each.key}
          type="button"
          aria-pressed={each.key === slot}
          aria-label={each.filled ? words.filled(each.label) : each.label}
          disabled={still}
          onClick={() => onPick(each.key)}
        >
          {each.filled ? <Icon name="check" size="s" /> : null}
          {each.label}
        </button>
      ))}
    </div>
  );
}

interface RefusalProps {
  why: Refused;
  onRetry: () => void;
  onFile: (file: File) => void;
}

/** Without a camera of our own there is still the phone's. */
function Refusal({ why, onRetry, onFile }: RefusalProps) {
  const words = useCameraWords();
  return (
    <div className="camera-r" role="alert">
      <h2>{words.refused[why]}</h2>
      <p>{words.how[why]}</p>
      <Take icon="cam" accept="image/*" camera onFiles={([file]) => file && onFile(file)}>
        {words.system}
      </Take>
      {why === "denied" ? <Button onClick={onRetry}>{words.retry}</Button> : null}
    </div>
  );
}

type Taking = ReturnType<typeof useTaking>;

/** What will be burnt in, before it is. */
function Standing({ take }: { take: Taking }) {
  const words = useCameraWords();
  const { place, about, asking } = take.now();
  return (
    <p className="camera-n n">
      {[about, place === null ? (asking ? words.asking : words.placeless) : ""].filter(Boolean).join("  ")}
    </p>
  );
}

/** Freezes what the camera sees, burns its facts in, and looks at once whether anybody will see anything. */
function useTaking({ customer, site }: CameraProps, slot: string | null, onHeld: (held: Held) => void) {
  const words = useCameraWords();
  const pocket = usePocketWords();
  const me = useWho();
  const fix = usePosition();
  const factsAt = (at: number): StampFacts => {
    const place = placeAt(fix, at);
    const metres = place && site ? metresBetween(place, site) : null;
    return {
      at: companyAt(at),
      zone: me.zone,
      person: me.name,
      place,
      placeless: words.placeless,
      about: customer ? words.about(customer, metres === null ? "" : pocket.metres(metres)) : "",
    };
  };
  const hold = async (picture: ImageBitmap | HTMLVideoElement) => {
    const taken_at = Date.now();
    const facts = factsAt(taken_at);
    const limits = me.picture ?? { dark: 0, blurred: 0 };
    const fault = faultOf(qualityOf(greyOf(picture)), limits);
    const file = await fileOf(burnIn(picture, facts), `${facts.at.replace(/\D/g, "").slice(0, 14)}.jpg`);
    const told: Told = { source: "camera", captured_at: facts.at, place: facts.place };
    onHeld({ file, told, taken_at, slot, fault, src: URL.createObjectURL(file) });
  };
  return {
    now: () => ({ ...factsAt(Date.now()), asking: fix.kind === "asking" }),
    frame: hold,
    file: async (file: File) => {
      const bitmap = await createImageBitmap(file);
      await hold(bitmap);
      bitmap.close();
    },
  };
}
