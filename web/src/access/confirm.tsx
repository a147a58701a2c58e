import { useTrying } from "@/app/trying";
import { Button, Dialog, Failed, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { publish, useDifference, useRefreshed } from "./calls";
import { DifferenceView } from "./difference";
import type { Change } from "./shapes";
import { useAccessWords } from "./words";

interface ConfirmProps {
  changes: Change[];
  onClose: () => void;
  onDone: (results: Record<string, unknown>[]) => void;
}

/** The difference of one decision about a person or a department, and the button that makes it true. */
export function Confirm({ changes, onClose, onDone }: ConfirmProps) {
  const words = useAccessWords();
  const refreshed = useRefreshed();
  const { data, error, isPending } = useDifference(changes);
  const { busy, cause, attempt } = useTrying();
  const go = async () => {
    await attempt(async () => {
      const { results } = await publish(changes);
      say(words.draft.published);
      await refreshed();
      onDone(results);
    });
  };
  return (
    <Dialog wide title={words.titles.difference} onClose={onClose}>
      {isPending ? <Loading lines={4} done={words.difference.counting} /> : null}
      {error ? <Failed cause={error} /> : null}
      {data ? <DifferenceView difference={data} /> : null}
      {cause ? <Failed cause={cause} /> : null}
      <p className="row acc-go">
        <Button kind="ink" disabled={!data || busy} onClick={() => void go()}>
          {busy ? words.draft.publishing : words.draft.publish}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </p>
    </Dialog>
  );
}
