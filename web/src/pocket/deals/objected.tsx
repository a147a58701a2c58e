import { isPicture, originalOf, viewOf } from "@/app/files";
import type { Place, Reason } from "@/app/shapes";
import { Icon } from "@/ui/icon";
import { Seal } from "@/ui/seal";
import { useSaying } from "../parts/saying";
import { usePocketWords } from "../words";
import type { Piece } from "./evidence";
import { useStamped } from "./pieces";
import "./pieces.css";

interface ObjectedProps {
  piece: Piece;
  why: readonly Reason[];
  site: Place | null;
}

/** A piece that was handed in and does not count: the picture beside the reason. */
export function Objected({ piece, why, site }: ObjectedProps) {
  const say = useSaying();
  const words = usePocketWords();
  const stamped = useStamped(site)(piece);
  const file = piece.file;
  return (
    <div className="objected">
      {file && isPicture(file.mime) ? (
        <a href={originalOf(file.id)} target="_blank" rel="noreferrer" aria-label={say.kind(piece.kind)}>
          <img src={viewOf(file.id, 240)} alt="" loading="lazy" decoding="async" />
        </a>
      ) : (
        <span className="tile-doc">
          <Icon name="doc" />
        </span>
      )}
      <div>
        <p>
          <Seal state={piece.state} label={say.kind(piece.kind)} /> {why.map(say.reason).join(words.comma)}
        </p>
        <p className="sm mut n">{stamped}</p>
      </div>
    </div>
  );
}
