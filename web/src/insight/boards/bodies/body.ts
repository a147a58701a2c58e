import { useLanguage } from "@/app/language";
import type { Speaking } from "../marks";
import type { Answer, Axis, GroupValue, Measured, Pick, Row, Tile } from "../shapes";
import { groupName, idOfGroup } from "../said";
import { useBoardWords } from "../words";

/** What every body is given. `onPick` narrows the whole board; without it names are plain text. */
export interface BodyProps {
  tile: Tile;
  answer: Answer;
  table: boolean;
  onOpen: (metric: Measured, row: Row) => void;
  onPick?: ((pick: Pick) => void) | undefined;
}

export function useSpeaking(): Speaking {
  const words = useBoardWords();
  return { language: useLanguage(), units: words.units, words };
}

/** What picking a group narrows the board by. */
export function pickOf(answer: Answer, axis: Axis, value: GroupValue | undefined, how: Speaking): Pick {
  const id = idOfGroup(value);
  return {
    object: answer.object ?? "*",
    field: axis.field,
    value: id === "" ? null : id,
    label: groupName(axis, value, how.language, how.words.none),
  };
}
