import { useLabel } from "@/app/language";
import { useBoards } from "@/insight/boards/queries";
import { useBoardWords } from "@/insight/boards/words";
import { Line, Sheet } from "../parts/sheet";

/** The way to the board, for who has one on his phone. */
export function BoardEntry() {
  const words = useBoardWords();
  const label = useLabel();
  const { data } = useBoards();
  const there = (data?.items ?? []).filter((board) => board.published && !board.retired && board.phone > 0);
  const first = there.sort((a, b) => b.phone - a.phone)[0];
  if (!first) return null;
  return (
    <Sheet>
      <ul className="rows flush">
        <li>
          <Line
            to="/boards"
            title={words.phoneTitle}
            detail={label(first.description) || label(first.label)}
          />
        </li>
      </ul>
    </Sheet>
  );
}
