import { Icon } from "@/ui/icon";
import type { Draft } from "./draft";
import { isSpoken, type Filled } from "./took";
import { useSpeechWords } from "./words";

/** Says that a field holds what was said, for a look before it is saved. */
export function Mark({ draft, field }: { draft: Draft; field: Filled }) {
  const words = useSpeechWords();
  if (!isSpoken(draft, field)) return null;
  return (
    <span className="x from">
      <Icon name="mic" size="s" label={words.filled} />
    </span>
  );
}
