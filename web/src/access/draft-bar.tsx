import { number } from "@/app/format";
import { Button, Icon, LinkButton } from "@/ui";
import { dropDraft, useDraft } from "./draft";
import { useAccessWords } from "./words";

/** How much waits to be published, and the way to its difference. */
export function DraftBar() {
  const words = useAccessWords();
  const count = Object.keys(useDraft()).length;
  if (count === 0) return null;
  return (
    <div className="acc-bar" role="status">
      <Icon name="edit" />
      <span className="grow">{words.draft.bar(number(count))}</span>
      <Button small onClick={dropDraft}>
        {words.draft.dropAll}
      </Button>
      <LinkButton small kind="ink" to="/access/roles/draft-difference">
        {words.draft.see}
      </LinkButton>
    </div>
  );
}
