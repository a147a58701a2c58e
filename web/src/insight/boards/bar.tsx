import { useRecords } from "@/app/queries";
import { useLabel, useLanguage } from "@/app/language";
import { Button, Icon, Menu, Popover } from "@/ui";
import { groupName, idOfGroup } from "./said";
import type { Answer, Axis, Board, GroupValue, Pick } from "./shapes";
import type { usePicks } from "./use-picks";
import { useBoardWords } from "./words";

const PERIODS = [
  "own",
  "this:week",
  "this:month",
  "this:quarter",
  "this:year",
  "last:30:day",
  "last:12:week",
  "last:12:month",
];

interface BarProps {
  board: Board;
  answers: Answer[] | undefined;
  picked: ReturnType<typeof usePicks>;
}

/** By what the whole board is narrowed, and its days. */
export function FilterBar({ board, answers, picked }: BarProps) {
  const words = useBoardWords();
  const label = useLabel();
  const axes = (answers ?? []).flatMap((answer) => (answer.axes ?? []).map((axis) => ({ axis, answer })));
  return (
    <div className="bd-bar row" role="toolbar" aria-label={words.filters}>
      <Popover
        kind="menu"
        label={words.period}
        door={(door) => (
          <Button small icon="day" {...door}>
            {words.periods[picked.periodKey] ?? picked.periodKey.replace(/^days:/, "").replace(":", " – ")}
            <Icon name="chevron" size="s" />
          </Button>
        )}
      >
        {(close) => (
          <Menu
            close={close}
            items={PERIODS.map((key) => ({
              key,
              label: words.periods[key],
              checked: key === picked.periodKey,
              onPick: () => picked.setPeriod(key),
            }))}
          />
        )}
      </Popover>
      {(board.filters ?? []).map((field) => {
        const known = axes.find(({ axis }) => axis.field === field)?.axis;
        const name = known ? label(known.label, field) : (words.fields[field] ?? field);
        return <FieldFilter key={field} field={field} name={name} axes={axes} picked={picked} />;
      })}
      {picked.picks.map((pick) => (
        <button
          key={`${pick.object}.${pick.field}`}
          type="button"
          className="chip bd-chip"
          aria-label={words.drop(pick.label)}
          onClick={() => picked.drop(pick)}
        >
          {pick.label}
          <Icon name="x" size="s" />
        </button>
      ))}
      {picked.picks.length > 1 ? (
        <Button small kind="quiet" onClick={picked.clear}>
          {words.clear}
        </Button>
      ) : null}
    </div>
  );
}

interface FieldFilterProps {
  field: string;
  name: string;
  axes: { axis: Axis; answer: Answer }[];
  picked: ReturnType<typeof usePicks>;
}

/** Departments and people come from their lists; of other fields what occurs on the board is offered. */
function FieldFilter({ field, name, axes, picked }: FieldFilterProps) {
  const words = useBoardWords();
  const language = useLanguage();
  const listed = field === "unit" ? "department" : field === "owner" ? "person" : "";
  const rows = useRecords(listed, { sort: "name", limit: 200 }, listed !== "");
  const options = new Map<string, Pick>();
  if (listed) {
    for (const row of rows.data?.pages.flatMap((page) => page.items) ?? []) {
      options.set(row.id, { object: "*", field, value: row.id, label: String(row.name ?? row.id) });
    }
  } else {
    for (const { axis, answer } of axes) {
      if (axis.field !== field) continue;
      for (const value of valuesOf(answer, axis)) {
        const id = idOfGroup(value);
        const said = groupName(axis, value, language, words.none);
        options.set(id, { object: answer.object ?? "*", field, value: id || null, label: said });
      }
    }
  }
  const now = picked.picks.find((pick) => pick.field === field);
  return (
    <Popover
      kind="menu"
      label={name}
      door={(door) => (
        <Button small {...door}>
          {name}
          <Icon name="chevron" size="s" />
        </Button>
      )}
    >
      {(close) => (
        <div className="bd-options">
          <Menu
            close={close}
            items={[
              {
                key: "all",
                label: words.everything,
                checked: !now,
                onPick: () => (now ? picked.drop(now) : undefined),
              },
              ...[...options.values()].map((pick) => ({
                key: pick.value ?? "none",
                label: pick.label,
                checked: now?.value === pick.value,
                onPick: () => picked.pick(pick),
              })),
            ]}
          />
        </div>
      )}
    </Popover>
  );
}

function valuesOf(answer: Answer, axis: Axis): GroupValue[] {
  const seen = new Map<string, GroupValue>();
  for (const metric of answer.metrics ?? [])
    for (const row of metric.rows) {
      const value = row.group[axis.field];
      if (value !== undefined) seen.set(idOfGroup(value), value);
    }
  return [...seen.values()];
}
