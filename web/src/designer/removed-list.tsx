import { shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Section } from "@/ui";
import { say } from "@/ui/notice";
import type { Removed } from "./api";
import { RefusalNote } from "./refusal-note";
import { TypeName } from "./type-picker";
import { useDesignerWords } from "./words";

interface RemovedListProps {
  title: string;
  removed: Removed[];
  onRestore: (id: string) => Promise<unknown>;
}

/** What was taken out of sight and can still come back. */
export function RemovedList({ title, removed, onRestore }: RemovedListProps) {
  const words = useDesignerWords();
  const label = useLabel();
  const { cause, attempt } = useTrying();
  if (removed.length === 0) return null;
  const restore = async (id: string) => {
    await attempt(async () => {
      await onRestore(id);
      say(words.restored);
    });
  };
  return (
    <Section thin title={title}>
      <ul className="lines">
        {removed.map((each) => (
          <li key={each.id} data-removed={each.name}>
            <span className="grow">
              {label(each.label, each.name)} <code className="sm dim">{each.name}</code>
            </span>
            {each.type ? <TypeName type={each.type} /> : null}
            <span className="sm dim n">{words.removedUntil(shortDay(each.restorable_until))}</span>
            <Button small kind="quiet" icon="undo" onClick={() => void restore(each.id)}>
              {words.restore}
            </Button>
          </li>
        ))}
      </ul>
      <RefusalNote cause={cause} />
    </Section>
  );
}
