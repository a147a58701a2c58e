import { Link } from "react-router";
import { companyDay, date, number } from "@/app/format";
import { useObject } from "@/app/queries";
import { Page } from "@/desk/page";
import { Chip, Empty, Failed, LinkButton, Loading, Section, Table, type Column } from "@/ui";
import { useAllPacks } from "./queries";
import type { Pack } from "./shapes";
import { useStageLabel } from "./use-labels";
import { useLearningWords } from "./words";
import "./learning.css";

const TONES = { draft: "amber", in_force: "jade", retired: "line" } as const;
const ORDER = { in_force: 0, draft: 1, retired: 2 } as const;

/** 动作包: every pack in its newest editions, those in force first. */
export function PacksPage() {
  const { packs: words } = useLearningWords();
  const { data, error, refetch } = useAllPacks();
  const shape = useObject("action_pack").data;
  const stage = useStageLabel();
  const rows = [...(data ?? [])].sort(
    (a, b) => ORDER[a.state] - ORDER[b.state] || (a.title < b.title ? -1 : 1) || b.edition - a.edition,
  );
  const scope = (each: Pack) =>
    [each.team?.label, ...each.stages.map(stage), each.product?.label].filter(Boolean).join(" · ") ||
    words.everyone;
  const columns: Column<Pack>[] = [
    {
      key: "title",
      head: words.head.title,
      cell: (each) => (
        <Link className="reach" to={`/insight/packs/${each.id}`}>
          {each.title}
        </Link>
      ),
    },
    {
      key: "state",
      head: words.head.state,
      width: 90,
      cell: (each) => <Chip tone={TONES[each.state]}>{words.state[each.state]}</Chip>,
    },
    {
      key: "edition",
      head: words.head.edition,
      figure: true,
      width: 70,
      cell: (each) => number(each.edition),
    },
    { key: "scope", head: words.head.scope, cell: scope },
    {
      key: "steps",
      head: words.head.steps,
      figure: true,
      width: 70,
      cell: (each) => number(each.steps.length),
    },
    {
      key: "published",
      head: words.head.published,
      width: 120,
      cell: (each) => (each.published ? date(companyDay(each.published)) : "—"),
    },
  ];
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1>{words.title}</h1>
        {shape?.can.create ? (
          <LinkButton small kind="ink" icon="plus" to="/insight/packs/new">
            {words.add}
          </LinkButton>
        ) : null}
      </div>
      <p className="mut le-intro">{words.intro}</p>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={6} /> : null}
      {data && rows.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {rows.length > 0 ? (
        <Section title={words.title}>
          <Table label={words.title} columns={columns} rows={rows} keyOf={(each) => each.id} />
        </Section>
      ) : null}
    </Page>
  );
}
