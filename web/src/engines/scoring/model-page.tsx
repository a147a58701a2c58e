import { number, time } from "@/app/format";
import { Refusal } from "@/app/api";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, LinkButton, Loading, Section, Table, type Column } from "@/ui";
import { say } from "@/ui/notice";
import { CardLines, FeatureTable } from "./features";
import { DriftPart } from "./drift";
import { useScoring, useScoringDeeds } from "./queries";
import { Reliability } from "./reliability";
import type { Scoring, Version } from "./shapes";
import { useScoringWords } from "./words";
import { UntilModel } from "./why";
import "./scoring.css";

/** 评分模型: what scores leads now, how good it is, what it looks at, its versions and whether it holds. */
export function ModelPage() {
  const words = useScoringWords();
  const me = useMe().data;
  const may = me?.permissions.includes("rules:publish") ?? false;
  const { data, error, refetch } = useScoring(may);
  if (me && !may) {
    return (
      <Page title={words.model}>
        <Empty title={words.forbidden} action={<LinkButton to="/scoring">{words.ranked}</LinkButton>}>
          {words.forbiddenText}
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={words.model}>
      <Head data={data} />
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={10} /> : null}
      {data ? <Whole data={data} /> : null}
    </Page>
  );
}

function Head({ data }: { data: Scoring | undefined }) {
  const words = useScoringWords();
  const me = useMe().data;
  const { train, activate } = useScoringDeeds();
  const waiting = data?.versions.some((each) => each.state === "waiting") ?? false;
  const run = useTold();
  return (
    <div className="rec-h">
      <div>
        <h1>{words.model}</h1>
        <p className="sm mut">{words.modelNote}</p>
      </div>
      {data && !me?.view_as ? (
        <span className="row">
          {data.number ? (
            <Button
              disabled={activate.isPending}
              onClick={() => void run(() => activate.mutateAsync(0), words.cardBack)}
            >
              {words.activateCard}
            </Button>
          ) : null}
          <Button
            kind="ink"
            disabled={waiting || train.isPending}
            onClick={() => void run(() => train.mutateAsync(), words.trainAsked)}
          >
            {waiting ? words.training : words.train}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** Do something and say how it went; a refusal says why and what would make it pass. */
function useTold() {
  return async (deed: () => Promise<unknown>, done: string) => {
    try {
      await deed();
      say(done);
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      say([refused.message, refused.remedy].filter(Boolean).join(" "));
    }
  };
}

function Whole({ data }: { data: Scoring }) {
  const words = useScoringWords();
  const live = data.versions.find((each) => each.number === data.number && data.number > 0);
  // While the scorecard serves, the newest version is what there is to look at.
  const shown = live ?? data.versions.find((each) => Object.keys(each.figures.weights ?? {}).length > 0);
  return (
    <div className="sc-stack">
      <Section title={live ? words.modelInForce(number(live.number)) : words.cardInForce}>
        {live ? <FiguresOf version={live} /> : <UntilModel history={data.history} />}
      </Section>
      <div className="sc-halves">
        {live?.figures.reliability ? (
          <Section title={words.reliability} note={words.reliabilityNote} thin>
            <Reliability bins={live.figures.reliability} />
          </Section>
        ) : null}
        <Section title={words.drift} note={words.driftNote(number(data.limits.least))} thin>
          <DriftPart data={data} />
        </Section>
      </div>
      <Section title={words.versions} thin>
        <Versions data={data} />
      </Section>
      {live ? null : (
        <Section title={words.cardLines} note={words.cardNote} thin>
          <CardLines data={data} />
        </Section>
      )}
      <Section title={words.features} note={words.featuresNote(number(data.features.length))} thin>
        <FeatureTable data={data} figures={shown?.figures} />
      </Section>
    </div>
  );
}

const TWO = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

function FiguresOf({ version }: { version: Version }) {
  const words = useScoringWords();
  const { auc, lift_10, lift_30, ece, rows, won, lost, split } = version.figures;
  const shown: [string, string][] = [
    [words.figures.lift_30, `${number(lift_30 ?? 0, TWO)} ×`],
    [words.figures.lift_10, `${number(lift_10 ?? 0, TWO)} ×`],
    [words.figures.auc, number(auc ?? 0, TWO)],
    [words.figures.ece, `${number(100 * (ece ?? 0), { maximumFractionDigits: 1 })}%`],
    [words.figures.rows, number(rows ?? 0)],
  ];
  return (
    <>
      <dl className="sc-figs">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt className="sm mut">{name}</dt>
            <dd className="fig">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="sm mut">
        {words.wonLost(number(won ?? 0), number(lost ?? 0))}
        {split ? ` · ${words.split[split]}` : ""}
      </p>
    </>
  );
}

function Versions({ data }: { data: Scoring }) {
  const words = useScoringWords();
  const { activate } = useScoringDeeds();
  const run = useTold();
  if (data.versions.length === 0) return <p className="mut">{words.noVersions}</p>;
  const columns: Column<Version>[] = [
    { key: "number", head: words.version, cell: (each) => `v${number(each.number)}` },
    { key: "state", head: "", cell: (each) => <StateChip version={each} /> },
    {
      key: "auc",
      head: "AUC",
      figure: true,
      cell: ({ figures }) => (figures.auc ? number(figures.auc, TWO) : "—"),
    },
    {
      key: "lift",
      head: words.figures.lift_30,
      figure: true,
      cell: ({ figures }) => (figures.lift_30 ? `${number(figures.lift_30, TWO)} ×` : "—"),
    },
    {
      key: "rows",
      head: words.figures.rows,
      figure: true,
      cell: ({ figures }) => (figures.rows === undefined ? "—" : number(figures.rows)),
    },
    { key: "made", head: words.made, cell: (each) => (each.made_at ? time(each.made_at) : "—") },
    { key: "by", head: words.asked, cell: (each) => each.by?.label ?? words.itself },
    {
      key: "do",
      head: "",
      cell: (each) =>
        each.state === "candidate" || each.state === "retired" ? (
          <Button
            small
            disabled={activate.isPending}
            onClick={() =>
              void run(() => activate.mutateAsync(each.number), words.activated(number(each.number)))
            }
          >
            {words.activate}
          </Button>
        ) : null,
    },
  ];
  return (
    <Table
      label={words.versions}
      columns={columns}
      rows={data.versions}
      keyOf={(each) => String(each.number)}
    />
  );
}

function StateChip({ version }: { version: Version }) {
  const words = useScoringWords();
  const tone = { in_force: "jade", waiting: "amber", refused: "plum" } as const;
  const found = version.state in tone ? tone[version.state as keyof typeof tone] : "line";
  return <Chip tone={found}>{words.state[version.state]}</Chip>;
}
