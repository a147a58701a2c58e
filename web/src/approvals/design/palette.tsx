import { useDraggable } from "@dnd-kit/core";
import { Icon, type IconName } from "@/ui";
import type { New } from "./canvas";
import { useFlowWords } from "./words";

/** What can be put into a flow: carried there, or pressed. */
export function Palette({ onAdd }: { onAdd: (what: New) => void }) {
  const words = useFlowWords();
  return (
    <>
      <p className="sm dim">{words.palette}</p>
      <ul className="fw-pal">
        <Piece what="step" icon="user" name={words.step} onAdd={onAdd} />
        <Piece what="fork" icon="proc" name={words.fork} onAdd={onAdd} />
      </ul>
    </>
  );
}

interface PieceProps {
  what: New;
  icon: IconName;
  name: string;
  onAdd: (what: New) => void;
}

function Piece({ what, icon, name, onAdd }: PieceProps) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `new:${what}` });
  return (
    <li>
      <button
        type="button"
        ref={setNodeRef}
        className={isDragging ? "gone" : undefined}
        data-new={what}
        onPointerDown={listeners?.onPointerDown as never}
        onClick={() => onAdd(what)}
      >
        <Icon name={icon} />
        {name}
      </button>
    </li>
  );
}
