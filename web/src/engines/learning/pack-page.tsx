import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { Refusal } from "@/app/api";
import { date, number } from "@/app/format";
import { refresh, useMe, useObject, useRecord } from "@/app/queries";
import { act } from "@/app/writes";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, LinkButton, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { AdoptionPart } from "./adoption";
import { PackHead } from "./pack-head";
import { packOf } from "./queries";
import type { Pack } from "./shapes";
import { StepEditor } from "./step-editor";
import { useLearningWords } from "./words";
import "./learning.css";

const BLANK: Pack = {
  id: "",
  version: 0,
  title: "",
  line: "",
  edition: 1,
  state: "draft",
  team: null,
  stages: [],
  product: null,
  steps: [],
  source: null,
  published: "",
};

/** One edition of a pack: a draft is edited, what was published is read and its adoption shown. */
export function PackPage() {
  const { id = "" } = useParams();
  const fresh = id === "new";
  const { packs: words } = useLearningWords();
  const { data: row, error, refetch } = useRecord("action_pack", fresh ? "" : id, !fresh);
  if (fresh) return <Edition key="new" kept={BLANK} />;
  if (error instanceof Refusal && error.status === 404) {
    return (
      <Page title={words.title}>
        <Empty title={words.goneTitle} action={<LinkButton to="/insight/packs">{words.title}</LinkButton>} />
      </Page>
    );
  }
  if (!row) {
    return (
      <Page title={words.title}>
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : <Loading lines={8} />}
      </Page>
    );
  }
  return <Edition key={`${row.id} ${row.version}`} kept={packOf(row)} />;
}

function Edition({ kept }: { kept: Pack }) {
  const { packs: words } = useLearningWords();
  const me = useMe().data;
  const shape = useObject("action_pack").data;
  const [pack, setPack] = useState(kept);
  const { run, busy, refused } = useDeeds(pack);
  const may = Boolean(shape?.can.create) && !me?.view_as;
  const draft = pack.state === "draft";
  const changed = JSON.stringify(pack) !== JSON.stringify(kept);
  return (
    <Page title={pack.title || words.untitled}>
      <div className="rec-h">
        <div>
          <p className="sm mut row">
            <Chip tone={draft ? "amber" : pack.state === "in_force" ? "jade" : "line"}>
              {words.state[pack.state]}
            </Chip>
            <span>{words.edition(number(pack.edition))}</span>
          </p>
          <h1>{pack.title || words.untitled}</h1>
        </div>
        {may ? (
          <span className="row">
            {draft ? (
              <Button disabled={busy || !pack.title.trim()} onClick={() => void run("save")}>
                {words.save}
              </Button>
            ) : (
              <Button disabled={busy} onClick={() => void run("revise")}>
                {words.revise}
              </Button>
            )}
            {pack.state === "in_force" ? (
              <Button disabled={busy} onClick={() => void run("retire")}>
                {words.retire}
              </Button>
            ) : null}
            {draft && pack.id && !changed ? (
              <Button
                kind="ink"
                disabled={busy || pack.steps.length === 0}
                onClick={() => void run("publish")}
              >
                {words.publish}
              </Button>
            ) : null}
          </span>
        ) : null}
      </div>
      {refused ? <Failed cause={refused} /> : null}
      {pack.source ? (
        <p className="sm mut le-intro">
          {words.source(
            date(pack.source.from),
            date(pack.source.until),
            number(pack.source.best),
            number(pack.source.won),
          )}
        </p>
      ) : null}
      <div className="le-2">
        <div className="le">
          <PackHead pack={pack} editable={draft && may} onChange={setPack} />
          {pack.published ? <AdoptionPart pack={pack} /> : null}
        </div>
        <Section title={words.step} note={words.steps(number(pack.steps.length))}>
          <StepEditor
            steps={pack.steps}
            editable={draft && may}
            onChange={(steps) => setPack({ ...pack, steps })}
          />
        </Section>
      </div>
    </Page>
  );
}

type Deed = "save" | "revise" | "publish" | "retire";

/** What one does with an edition; each is an action on the server. */
function useDeeds(pack: Pack) {
  const { packs: words } = useLearningWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const run = async (deed: Deed) => {
    setBusy(true);
    setRefused(null);
    try {
      const whole = {
        title: pack.title.trim(),
        team: pack.team?.id ?? null,
        stages: pack.stages,
        product: pack.product?.id ?? null,
        steps: pack.steps,
      };
      if (deed === "save" || deed === "revise") {
        const about = pack.id || undefined;
        const version = deed === "save" && about ? { version: pack.version } : {};
        const { result } = await act<{ id: string }>("save_pack", { ...whole, ...version }, about);
        say(words.saved);
        if (result.id !== pack.id) void navigate(`/insight/packs/${result.id}`, { replace: !pack.id });
      } else {
        await act(`${deed}_pack`, { version: pack.version }, pack.id);
        say(deed === "publish" ? words.published : words.retiredNow);
      }
      refresh(client, [{ object: "action_pack", record: pack.id, version: null }]);
    } catch (no) {
      setRefused(no);
    }
    setBusy(false);
  };
  return { run, busy, refused };
}
