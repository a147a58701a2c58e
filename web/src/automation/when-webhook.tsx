import { Notice } from "./once";
import { useRuleWords } from "./words";

/** The address is made when the rule is published, and told that once. */
export function WebhookNote({ published }: { published: boolean }) {
  const words = useRuleWords();
  return <Notice>{published ? words.hookHas : words.hookLater}</Notice>;
}
