import { clock, companyDay, shortDay } from "@/app/format";
import { isPicture, originalOf, viewOf } from "@/app/files";
import type { Place } from "@/app/shapes";
import { Icon } from "@/ui/icon";
import { Seal } from "@/ui/seal";
import { useWho, type Attachment } from "../data";
import { metresBetween } from "../parts/distance";
import { usePreview } from "../parts/preview";
import { useSaying } from "../parts/saying";
import { usePocketWords } from "../words";
import type { Piece } from "./evidence";
import "./pieces.css";

/** Burnt into the picture: when it was taken and how far from the customer. */
export function useStamped(site: Place | null): (piece: Piece) => string {
  const words = usePocketWords();
  const { now } = useWho();
  return ({ captured_at: at, place }) => {
    const metres = place && site ? metresBetween(place, site) : null;
    // Three in a row leave room for one of the two: today the hour matters, later the day.
    const when = at === null ? "" : companyDay(at) === companyDay(now) ? clock(at) : shortDay(at);
    return [when, metres === null ? "" : words.metres(metres)].filter(Boolean).join(" · ");
  };
}

/** One filled slot: opens the original. */
export function PieceTile({ piece, site }: { piece: Piece; site: Place | null }) {
  const say = useSaying();
  const stamped = useStamped(site)(piece);
  const name = `${say.kind(piece.kind)} ${stamped}`;
  const picture = piece.file && isPicture(piece.file.mime);
  return (
    <figure className="tile">
      {piece.file ? (
        <a href={originalOf(piece.file.id)} target="_blank" rel="noreferrer" aria-label={name}>
          {picture ? (
            <img src={viewOf(piece.file.id, 480)} alt="" loading="lazy" decoding="async" />
          ) : (
            <span className="tile-doc">
              <Icon name="doc" size="l" />
              <span>{piece.file.name}</span>
            </span>
          )}
          {picture ? <span className="tile-c n">{stamped}</span> : null}
        </a>
      ) : (
        <span className="tile-doc">
          <Icon name="quote" size="l" />
        </span>
      )}
      <figcaption>
        <Seal state={piece.state} label={say.kind(piece.kind)} />
        <span className="clip">{piece.slot ? say.slot(piece.slot) : say.kind(piece.kind)}</span>
      </figcaption>
    </figure>
  );
}

/** A piece that has not left this phone. */
export function ComingTile({ attachment }: { attachment: Attachment }) {
  const say = useSaying();
  const words = usePocketWords();
  const src = usePreview(attachment.file);
  return (
    <figure className="tile">
      <div className="shot">
        {src && attachment.file.type.startsWith("image/") ? (
          <img src={src} alt="" />
        ) : (
          <span className="tile-doc">
            <Icon name="doc" size="l" />
            <span>{attachment.file.name}</span>
          </span>
        )}
        <span className="tile-c">{words.gate.onItsWay}</span>
      </div>
      <figcaption>
        <Seal state="waiting" label={say.kind(attachment.kind)} />
        <span className="clip">
          {attachment.slot ? say.slot(attachment.slot) : say.kind(attachment.kind)}
        </span>
      </figcaption>
    </figure>
  );
}

/** A slot nobody has filled. */
export function EmptyTile({ kind, slot }: { kind: string; slot?: string }) {
  const words = usePocketWords();
  const say = useSaying();
  return (
    <figure className="tile">
      <span className="void">
        <Icon name={kind === "site_photo" ? "cam" : "doc"} size="l" />
        <span>{words.gate.absent}</span>
      </span>
      <figcaption>
        <Seal state="missing" label={say.kind(kind)} />
        <span className="clip">{slot ? say.slot(slot) : say.kind(kind)}</span>
      </figcaption>
    </figure>
  );
}
