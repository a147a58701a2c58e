import type { Answer, Axis, GroupValue, Pick } from "../shapes";
import { groupName } from "../said";
import { useBoardWords } from "../words";
import { pickOf, useSpeaking } from "./body";
import type { Side } from "./cells";

interface NameProps {
  answer: Answer;
  axis: Axis;
  value: GroupValue | undefined;
  onPick?: ((pick: Pick) => void) | undefined;
}

/** A group's name; pressing it narrows the board to it. */
export function GroupName({ answer, axis, value, onPick }: NameProps) {
  const words = useBoardWords();
  const how = useSpeaking();
  const name = groupName(axis, value, how.language, words.none);
  if (!onPick) return <span title={name}>{name}</span>;
  return (
    <button
      type="button"
      className="bd-name"
      title={words.only(name)}
      aria-label={words.only(name)}
      onClick={() => onPick(pickOf(answer, axis, value, how))}
    >
      {name}
    </button>
  );
}

interface SideNameProps {
  answer: Answer;
  side: Side;
  onPick?: ((pick: Pick) => void) | undefined;
}

/** The name of a line or column: a group's narrows the board, a metric's only says which it is. */
export function SideName({ answer, side, onPick }: SideNameProps) {
  if (!side.axis) return <>{side.name}</>;
  return <GroupName answer={answer} axis={side.axis} value={side.value} onPick={onPick} />;
}
