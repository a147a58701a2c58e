import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { DeskOnly } from "@/designer/desk-only";
import { faultsOf, RefusalNote } from "@/designer/refusal-note";
import { Page } from "@/desk/page";
import { Button, Dialog, Empty, Failed, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { DefinitionForm } from "./definition-form";
import { useMetricDesigning, useTried } from "./designing";
import { draftOf, fresh, type Draft } from "./draft";
import { Preview } from "./preview";
import { useMetrics, type Metric } from "./queries";
import { TargetsForm } from "./targets-form";
import { VersionsList } from "./versions-list";
import { useMetricWords } from "./words";
import "@/designer/designer.css";
import "./metrics.css";
import "./edit.css";

/** A metric made or changed without code: its parts on the left, what it says now on the right. */
export function MetricEditPage() {
  const { key = "" } = useParams();
  const [query] = useSearchParams();
  const words = useMetricWords();
  const may = useMe().data?.permissions.includes("schema:design");
  const { data: metrics, error, refetch } = useMetrics();
  const { data: objects } = useObjects();
  const metric = metrics?.find((each) => each.key === key);
  const about = query.get("object") ?? "deal";
  if (may === false) {
    return (
      <Page title={words.title}>
        <Empty title={words.edit.forbidden}>{words.edit.forbiddenText}</Empty>
      </Page>
    );
  }
  if (metrics && objects && (key === "" || metric)) {
    return (
      <DeskOnly>
        <Drawn key={key || about} metric={metric ?? null} objects={objects} about={about} />
      </DeskOnly>
    );
  }
  return (
    <Page title={words.title}>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!error && !metrics ? <Loading lines={8} /> : null}
      {metrics && !metric ? <Empty title={words.edit.gone}>{words.edit.goneText}</Empty> : null}
    </Page>
  );
}

interface DrawnProps {
  metric: Metric | null;
  objects: ObjectShape[];
  about: string;
}

function Drawn({ metric, objects, about }: DrawnProps) {
  const words = useMetricWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { save, retire } = useMetricDesigning();
  const [draft, setDraft] = useState<Draft>(() => (metric ? draftOf(metric) : fresh(about)));
  const [cause, setCause] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const tried = useTried(draft);
  const shape = objects.find((each) => each.name === draft.object);
  const faults = { ...(tried.error ? faultsOf(tried.error) : {}), ...faultsOf(cause) };
  const name = metric ? label(metric.label, metric.key) : words.edit.fresh;
  const begun = Boolean(draft.key || draft.label.zh);
  const put = (next: Draft) => {
    setCause(null);
    setDraft(next);
  };
  const run = async (step: () => Promise<unknown>, done: string, to: string) => {
    setAsking(false);
    setCause(null);
    try {
      await step();
      say(done);
      void navigate(to);
    } catch (refused) {
      setCause(refused);
    }
  };
  const keep = () =>
    run(() => save(draft, metric?.version ?? null), words.edit.saved, `/insight/metrics/${draft.key}`);
  return (
    <Page title={`${name} — ${words.title}`} flush>
      <DesignRoom>
        <DesignHead>
          <Link className="sm" to="/insight/metrics">
            {words.edit.back}
          </Link>
          <h1 className="song">{name}</h1>
          <span className="sm dim grow clip">
            {metric ? `${metric.key} · ${words.version(number(metric.version))}` : ""}
          </span>
          {metric ? (
            <Button small kind="quiet" onClick={() => setAsking(true)}>
              {words.edit.retire}
            </Button>
          ) : null}
          <Button small kind="ink" onClick={() => void keep()}>
            {words.edit.save}
          </Button>
        </DesignHead>
        <div className="mte">
          <div className="mte-left">
            <RefusalNote cause={cause} shown={Object.keys(faults)} />
            {shape ? (
              <DefinitionForm
                draft={draft}
                shape={shape}
                objects={objects}
                kept={metric !== null}
                faults={begun ? faults : {}}
                onChange={put}
              />
            ) : null}
          </div>
          <aside className="mte-right" aria-label={words.edit.live}>
            <Section title={words.edit.live} note={draft.time ? words.edit.thisYear : words.now}>
              <Preview draft={draft} tried={tried.data} stale={tried.isError} />
            </Section>
            {metric ? <TargetsForm metric={metric.key} unit={metric.unit} /> : null}
            {metric ? <VersionsList metric={metric} draft={draft} onBring={put} /> : null}
          </aside>
        </div>
      </DesignRoom>
      {asking && metric ? (
        <Dialog title={words.edit.retireTitle(name)} onClose={() => setAsking(false)}>
          <p className="mut">{words.edit.retireText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setAsking(false)}>{words.edit.cancel}</Button>
            <Button
              kind="ink"
              onClick={() =>
                void run(() => retire(metric.key, metric.version), words.edit.retired, "/insight/metrics")
              }
            >
              {words.edit.retire}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </Page>
  );
}
