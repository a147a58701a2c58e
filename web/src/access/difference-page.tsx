import { useMemo, useState } from "react";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, LinkButton, Loading } from "@/ui";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { say } from "@/ui/notice";
import { publish, useDifference, useRefreshed } from "./calls";
import { DifferenceView, ViewButtons } from "./difference";
import { changesOf, dropDraft, useDraft } from "./draft";
import type { Turn } from "./shapes";
import { useAccessWords } from "./words";

const CHECKED = 6;

/** The draft's difference in rights, and the button that makes it true. */
export function DifferencePage() {
  const words = useAccessWords();
  const label = useLabel();
  const draft = useDraft();
  const refreshed = useRefreshed();
  const changes = useMemo(() => changesOf(draft), [draft]);
  const { data, error, isPending, refetch } = useDifference(changes);
  const { busy, cause, attempt } = useTrying();
  const [done, setDone] = useState<Turn[] | null>(null);
  const go = async () => {
    await attempt(async () => {
      await publish(changes);
      setDone(data?.people ?? []);
      dropDraft();
      say(words.draft.published);
      await refreshed();
    });
  };
  if (done) return <Published people={done} />;
  return (
    <Page title={words.titles.difference}>
      <header className="list-h">
        <h1>{words.titles.difference}</h1>
        {Object.values(draft).map(({ role }) => (
          <Chip key={role.key}>{label(role.label, role.key)}</Chip>
        ))}
        <span className="grow" />
        <LinkButton to="/access/roles">{words.draft.back}</LinkButton>
        <Button kind="ink" disabled={!data || busy} onClick={() => void go()}>
          {busy ? words.draft.publishing : words.draft.publish}
        </Button>
      </header>
      {cause ? <Failed cause={cause} /> : null}
      {changes.length === 0 ? <Empty title={words.draft.empty}>{words.draft.emptyText}</Empty> : null}
      {changes.length > 0 && isPending ? <Loading lines={8} done={words.difference.counting} /> : null}
      {changes.length > 0 && error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {changes.length > 0 && data ? <DifferenceView difference={data} /> : null}
    </Page>
  );
}

function Published({ people }: { people: Turn[] }) {
  const words = useAccessWords();
  const shown = people.filter((turn) => turn.login && !turn.gone).slice(0, CHECKED);
  return (
    <Page title={words.titles.difference}>
      <Empty
        title={words.draft.published}
        action={
          <span className="row">
            <LinkButton to="/access/roles">{words.titles.roles}</LinkButton>
            <LinkButton to="/access/history">{words.titles.deeds}</LinkButton>
          </span>
        }
      />
      <ViewButtons people={shown.map((turn) => ({ login: turn.login, name: turn.person.label }))} />
    </Page>
  );
}
