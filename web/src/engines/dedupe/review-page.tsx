import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { number, time } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { CHECKED } from "./checked";
import { GroupPart } from "./group";
import { pairsKey, startRun, usePairs, type Run } from "./review";
import { useDedupeWords } from "./words";
import "./dedupe.css";

/** What the bulk run found, group by group, to be merged or rejected. */
export function DuplicatesPage() {
  const { object = "customer" } = useParams();
  const words = useDedupeWords();
  const { data: objects } = useObjects();
  const shape = objects?.find((each) => each.name === object && CHECKED.has(each.name));
  if (!objects) return <Loading lines={8} />;
  if (!shape) {
    return (
      <Page title={words.title}>
        <Empty title={words.none}>{words.noneText}</Empty>
      </Page>
    );
  }
  return <Whole key={object} shape={shape} objects={objects.filter((each) => CHECKED.has(each.name))} />;
}

function Whole({ shape, objects }: { shape: ObjectShape; objects: ObjectShape[] }) {
  const words = useDedupeWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { data, error, refetch } = usePairs(shape.name);
  const run = data?.runs.find((each) => each.object === shape.name);
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1>{words.title}</h1>
        <p className="mut pair-i">{words.intro}</p>
      </div>
      <div className="row pair-o" role="group" aria-label={words.title}>
        {objects.map((each) => (
          <Button
            key={each.name}
            small
            aria-pressed={each.name === shape.name}
            className={each.name === shape.name ? "on" : ""}
            onClick={() => void navigate(`/duplicates/${each.name}`)}
          >
            {label(each.label, each.name)}
          </Button>
        ))}
      </div>
      {data ? <Progress shape={shape} run={run} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data?.groups.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      <div className="stack">
        {data?.groups.map((group) => (
          <GroupPart key={group.records.map((each) => each.id).join(" ")} shape={shape} group={group} />
        ))}
      </div>
    </Page>
  );
}

/** How far the run is, and the button that begins one, for who may. */
function Progress({ shape, run }: { shape: ObjectShape; run: Run | undefined }) {
  const words = useDedupeWords();
  const language = useLanguage();
  const client = useQueryClient();
  const me = useMe().data;
  const { busy, cause, attempt } = useTrying();
  const going = run?.done_at === null;
  const [looked, found] = [run?.looked ?? 0, run?.found ?? 0].map((each) => number(each, {}, language));
  const said = !run
    ? words.never
    : going
      ? words.running(looked ?? "", found ?? "")
      : words.ran(looked ?? "", found ?? "", time(run.done_at ?? "", language));
  const begin = () =>
    attempt(async () => {
      await startRun(shape.name);
      say(words.started);
      await client.invalidateQueries({ queryKey: pairsKey(shape.name) });
    });
  return (
    <>
      <p className="row pair-p">
        <span className="sm dim grow" role="status">
          {said}
        </span>
        {me?.permissions.includes("records:import") ? (
          <Button disabled={busy || going} onClick={() => void begin()}>
            {words.start}
          </Button>
        ) : null}
      </p>
      {cause ? <Failed cause={cause} /> : null}
    </>
  );
}
