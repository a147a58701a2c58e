import { useQuery } from "@tanstack/react-query";
import { addDays, companyDay, number, shortDay } from "@/app/format";
import { api } from "@/app/api";
import { useLabel, type Label } from "@/app/language";
import { useMe } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { listAddress } from "@/records/ask";
import { Door, Failed, Loading, Panel, Table, type Column } from "@/ui";
import { approvalKeys, type Person } from "../api";
import { useSpan } from "../spoken";
import { useApprovalWords } from "../words";

interface StepFigure {
  flow: string;
  flow_label: Label | null;
  step: string;
  step_label: Label | null;
  count: number;
  hours: string | null;
}

interface WaitFigure {
  person: Person | null;
  count: number;
  oldest_at: string | null;
  overdue: number;
}

interface ReturnFigure {
  reason: string | null;
  label: Label | null;
  count: number;
}

interface Told {
  steps: StepFigure[];
  waiting: WaitFigure[];
  returns: ReturnFigure[];
  decided: number;
  returned: number;
  return_rate: string | null;
}

const DAYS = 90;
const HOUR = 3_600_000;

/** How long steps take, who has how many before him, and why things come back; each figure opens its records. */
export function Figures({ onClose }: { onClose: () => void }) {
  const words = useApprovalWords();
  const from = addDays(companyDay(useMe().data?.now ?? new Date()), -DAYS);
  const { data, error, refetch } = useQuery({
    queryKey: [...approvalKeys.all, "figures", from],
    queryFn: ({ signal }) => api<Told>("/approvals/figures", { query: { from }, signal }),
  });
  return (
    <Panel title={words.figures} onClose={onClose}>
      <p className="sm dim">
        {words.last} · {words.figuresNote}
      </p>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={6} /> : null}
      {data ? (
        <div className="ap-figs">
          {data.decided === 0 && data.waiting.length === 0 ? <p className="mut">{words.noFigures}</p> : null}
          <Steps told={data} from={from} />
          <Waiting told={data} />
          <Returns told={data} from={from} />
        </div>
      ) : null}
    </Panel>
  );
}

const DECIDED: Filter = ["state", "in", ["approved", "rejected", "returned"]];
const tasks = (...terms: Filter[]) => listAddress("approval_task", ["and", ...terms] as Filter);
/** The same days the figure counts, as a list is asked for them. */
const since = (day: string): Filter => ["done_at", ">=", `${day}T00:00:00`];

function Steps({ told, from }: { told: Told; from: string }) {
  const words = useApprovalWords();
  const label = useLabel();
  const span = useSpan();
  if (told.steps.length === 0) return null;
  const columns: Column<StepFigure>[] = [
    {
      key: "step",
      head: words.figureColumns.step,
      cell: (row) => (
        <>
          {label(row.step_label, row.step)} <span className="dim">{label(row.flow_label, row.flow)}</span>
        </>
      ),
    },
    {
      key: "n",
      head: words.figureColumns.n,
      figure: true,
      cell: (row) => (
        <Door
          says={`${label(row.step_label, row.step)} ${number(row.count)}`}
          to={tasks(["flow", "=", row.flow], ["step", "=", row.step], DECIDED, since(from))}
        >
          {number(row.count)}
        </Door>
      ),
    },
    {
      key: "hours",
      head: words.figureColumns.hours,
      figure: true,
      cell: (row) => (row.hours === null ? "—" : span(Number(row.hours) * HOUR)),
    },
  ];
  return (
    <section>
      <h3>{words.perStep}</h3>
      <Table
        label={words.perStep}
        columns={columns}
        rows={told.steps}
        keyOf={(row) => `${row.flow}/${row.step}`}
      />
    </section>
  );
}

function Waiting({ told }: { told: Told }) {
  const words = useApprovalWords();
  if (told.waiting.length === 0) return null;
  const columns: Column<WaitFigure>[] = [
    { key: "person", head: words.figureColumns.person, cell: (row) => row.person?.label ?? "—" },
    {
      key: "n",
      head: words.figureColumns.waiting,
      figure: true,
      cell: (row) => (
        <Door
          says={`${row.person?.label ?? ""} ${number(row.count)}`}
          to={tasks(["state", "=", "waiting"], ["owner", "=", row.person?.id ?? null])}
        >
          {number(row.count)}
        </Door>
      ),
    },
    {
      key: "oldest",
      head: words.figureColumns.oldest,
      figure: true,
      cell: (row) => (
        <>
          {row.oldest_at ? shortDay(row.oldest_at) : "—"}
          {row.overdue > 0 ? <span className="risk"> {words.overdue(number(row.overdue))}</span> : null}
        </>
      ),
    },
  ];
  return (
    <section>
      <h3>{words.perApprover}</h3>
      <Table
        label={words.perApprover}
        columns={columns}
        rows={told.waiting}
        keyOf={(row) => row.person?.id ?? ""}
      />
    </section>
  );
}

function Returns({ told, from }: { told: Told; from: string }) {
  const words = useApprovalWords();
  const label = useLabel();
  if (told.return_rate === null) return null;
  const columns: Column<ReturnFigure>[] = [
    {
      key: "reason",
      head: words.figureColumns.reason,
      cell: (row) => (row.reason ? label(row.label, row.reason) : words.otherReason),
    },
    {
      key: "n",
      head: words.figureColumns.n,
      figure: true,
      cell: (row) => (
        <Door
          says={`${row.reason ? label(row.label, row.reason) : words.otherReason} ${number(row.count)}`}
          to={tasks(["state", "=", "returned"], ["reason", "=", row.reason], since(from))}
        >
          {number(row.count)}
        </Door>
      ),
    },
  ];
  return (
    <section>
      <h3>{words.perReason}</h3>
      <p className="sm mut">
        {words.returnRate(`${told.return_rate}%`, number(told.returned), number(told.decided))}
      </p>
      {told.returns.length > 0 ? (
        <Table
          label={words.perReason}
          columns={columns}
          rows={told.returns}
          keyOf={(row) => row.reason ?? ""}
        />
      ) : null}
    </section>
  );
}
