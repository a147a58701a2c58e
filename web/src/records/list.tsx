import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { address } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { refresh, useCount, useMe, useObject, useRecords, type ListAsk } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { StuckPanel } from "@/views/stuck-panel";
import { useMoving } from "@/views/choice-board";
import { DisplayMenu } from "@/views/display-menu";
import { inkOf } from "@/views/grouped";
import { GroupedGrid } from "@/views/grouped-grid";
import { Picture } from "@/views/pictures/picture";
import { useViews, type Shown, type Views } from "@/views/queries";
import { viewAddress } from "@/views/address";
import { ViewTabs } from "@/views/tabs";
import { asksElse, useShown } from "@/views/use-shown";
import { Button, Chip, Dialog, Empty, Failed, Icon, Input, LinkButton, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { filterOf, isSimple, listAddress, useListState, type ListState } from "./ask";
import { firstColumns } from "./columns-of";
import { BulkPanel, trashAll } from "./bulk-panel";
import { ColumnsMenu } from "./columns";
import { FilterChip } from "./filter-chip";
import { FilterMenu } from "./filter-menu";
import { Grid } from "./grid";
import "./records.css";

/** Any object as a list: its columns, filters and rights come from the metadata. */
export function ListPage() {
  const { object = "" } = useParams();
  const { data: shape, isPending, error, refetch } = useObject(object);
  const words = useDeskWords();
  if (shape) return <List key={object} shape={shape} />;
  return (
    <Page title="">
      {isPending ? (
        <Loading lines={6} />
      ) : error ? (
        <Failed cause={error} onRetry={() => void refetch()} />
      ) : null}
      {!isPending && !error ? <Empty title={words.missing.title}>{words.missing.text}</Empty> : null}
    </Page>
  );
}

function List({ shape }: { shape: ObjectShape }) {
  const words = useDeskWords();
  const label = useLabel();
  const client = useQueryClient();
  const state = useListState("");
  const ask: ListAsk = { ...state.ask, limit: 100 };
  const records = useRecords(shape.name, ask);
  const count = useCount(shape.name, { ...ask, sort: "" }).data ?? null;
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.items) ?? [], [records.data]);
  const readOnly = Boolean(useMe().data?.view_as);
  const navigate = useNavigate();
  const views = useViews(shape.name).data ?? NO_VIEWS;
  const view = views.items.find((each) => each.id === state.view) ?? null;
  const { shown, change, changed } = useShown(shape, view);
  const columns = shown.columns.map((column) => column.field);
  const asksMore = view !== null && asksElse(view, state.ask.filter ?? null, state.ask.sort ?? "");
  const moving = useMoving(shape, shown.kind === "board" || shown.kind === "calendar" ? shown.by : null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<RecordRow[] | null>(null);
  const [trashing, setTrashing] = useState(false);
  const name = label(shape.label, shape.name);
  const chosen = rows.filter((row) => picked.has(row.id));
  const pick = (ids: string[], on: boolean) =>
    setPicked((before) => {
      const next = new Set(before);
      for (const id of ids)
        if (on) next.add(id);
        else next.delete(id);
      return next;
    });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = records;
  const near = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const trash = async () => {
    setTrashing(false);
    try {
      const { gone, kept } = await trashAll(shape, chosen);
      pick(gone, false);
      say(
        kept
          ? `${words.bulk.failed(number(chosen.length - gone.length))} · ${kept.message}`
          : words.record.removed,
      );
    } catch (refused) {
      say(refused instanceof Error ? refused.message : "");
    }
    refresh(client, [{ object: shape.name, record: "", version: null }]);
  };
  const panel = editing ? (
    <BulkPanel
      shape={shape}
      rows={editing}
      onClose={() => setEditing(null)}
      onDone={(changed) => pick(changed, false)}
    />
  ) : null;
  const coloured = shape.fields.find((field) => field.name === shown.colour);
  const group = shape.fields.find((field) => field.name === shown.group);
  const grid = {
    shape,
    columns,
    sort: state.ask.sort ?? "",
    onSort: state.setSort,
    picked,
    onPick: pick,
    widths: Object.fromEntries(
      shown.columns.flatMap(({ field, width }) => (width === null ? [] : [[field, width]])),
    ) as Record<string, number>,
    onWidth: (field: string, width: number) =>
      change({
        columns: shown.columns.map((each) => (each.field === field ? { field, width } : each)),
      }),
    frozen: shown.frozen,
    density: shown.density,
    ...(coloured ? { colourOf: (row: RecordRow) => inkOf(coloured, row[coloured.name]) } : {}),
  };
  const drawn = shown.kind !== "table";
  return (
    <Page
      title={view ? label(view.name) : name}
      panel={panel ?? (moving.stuck ? <StuckPanel shape={shape} moving={moving} /> : null)}
      flush
    >
      <div className="list-m">
        <ViewTabs
          shape={shape}
          views={views}
          view={view}
          shown={shown}
          filter={state.ask.filter ?? null}
          sort={state.ask.sort ?? ""}
          changed={changed || asksMore}
          readOnly={readOnly}
          onGo={(next) => void navigate(viewAddress(shape.name, next))}
        />
        <ListHead shape={shape} state={state} count={count} shown={shown} change={change} />
        {chosen.length > 0 ? (
          <div className="picked">
            <b className="n">{words.list.picked(number(chosen.length))}</b>
            {shape.can.write && !readOnly ? (
              <Button small icon="edit" onClick={() => setEditing(chosen)}>
                {words.bulk.edit}
              </Button>
            ) : null}
            {shape.can.delete && !readOnly ? (
              <Button small icon="trash" onClick={() => setTrashing(true)}>
                {words.bulk.remove}
              </Button>
            ) : null}
            <Button small kind="quiet" onClick={() => setPicked(new Set())}>
              {words.bulk.cancel}
            </Button>
          </div>
        ) : null}
        {records.error ? <Failed cause={records.error} onRetry={() => void records.refetch()} /> : null}
        {drawn ? (
          <Picture
            shape={shape}
            shown={shown}
            filter={state.ask.filter ?? null}
            moving={moving}
            readOnly={readOnly || !shape.can.write}
          />
        ) : null}
        {!drawn && records.isPending ? <Loading lines={9} /> : null}
        {!drawn && records.isSuccess && rows.length === 0 ? <Nothing shape={shape} state={state} /> : null}
        {!drawn && rows.length > 0 && group ? (
          <GroupedGrid
            {...grid}
            ask={state.ask}
            group={group}
            onOnly={(only) => {
              const asked = filterOf([...state.conditions, only.filter]);
              void navigate(listAddress(shape.name, asked, state.ask.sort));
            }}
          />
        ) : null}
        {!drawn && rows.length > 0 && !group ? (
          <Grid
            {...grid}
            rows={rows}
            total={count}
            onNear={near}
            foot={records.hasNextPage ? words.list.loading : words.list.end}
          />
        ) : null}
      </div>
      {trashing ? (
        <Dialog title={words.bulk.removeTitle(number(chosen.length))} onClose={() => setTrashing(false)}>
          <p className="mut">{words.bulk.removeText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setTrashing(false)}>{words.bulk.cancel}</Button>
            <Button kind="ink" onClick={() => void trash()}>
              {words.bulk.remove}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </Page>
  );
}

const NO_VIEWS: Views = { items: [], roles: [] };

interface ListHeadProps {
  shape: ObjectShape;
  state: ListState;
  count: number | null;
  shown: Shown;
  change: (change: Partial<Shown>) => void;
}

function ListHead({ shape, state, count, shown, change }: ListHeadProps) {
  const words = useDeskWords();
  const label = useLabel();
  const me = useMe().data;
  const name = label(shape.label, shape.name);
  const may = (permission: string) => me?.permissions.includes(permission) ?? false;
  const readOnly = Boolean(me?.view_as);
  const { filter, sort, search } = state.ask;
  const columns = shown.columns.map((column) => column.field);
  const choose = (next: string[] | null) => {
    const widths = new Map(shown.columns.map((column) => [column.field, column.width]));
    const wanted = next ?? firstColumns(shape.fields, shape.title);
    change({ columns: wanted.map((field) => ({ field, width: widths.get(field) ?? null })) });
  };
  const file = address(`/records/${shape.name}/export`, {
    format: "csv",
    filter: filter ? JSON.stringify(filter) : "",
    sort,
    search,
    fields: columns.join(","),
  });
  return (
    <>
      <header className="list-h">
        <h1>{name}</h1>
        <span className="mut n grow">{count === null ? "" : words.list.count(number(count))}</span>
        <SearchBox
          key={search}
          first={search ?? ""}
          label={words.list.search(name)}
          onSearch={state.setSearch}
        />
        <FilterMenu shape={shape} conditions={state.conditions} choose={state.setConditions} />
        <DisplayMenu shape={shape} shown={shown} change={change} />
        <ColumnsMenu shape={shape} columns={columns} choose={choose} />
        {shape.can.create && may("records:import") && !readOnly ? (
          <LinkButton small icon="upload" to={`/imports/new?object=${shape.name}`}>
            {words.list.import}
          </LinkButton>
        ) : null}
        {shape.can.export && may("records:export") ? (
          <a className="btn s" href={file} download>
            <Icon name="download" size="s" />
            {words.list.export}
          </a>
        ) : null}
        {may("schema:design") ? (
          <LinkButton small icon="studio" to={`/forms/${shape.name}`}>
            {words.list.form}
          </LinkButton>
        ) : null}
        {may("trash:restore") ? (
          <LinkButton small icon="trash" to={`/o/${shape.name}/trash`}>
            {words.tabs.trash}
          </LinkButton>
        ) : null}
        {shape.can.create && !readOnly ? (
          <LinkButton small kind="ink" icon="plus" to={`/o/${shape.name}/new`}>
            {words.list.create(name)}
          </LinkButton>
        ) : null}
      </header>
      {state.conditions.length > 0 || search ? (
        <div className="list-c">
          {state.conditions.map((condition, index) => (
            <FilterChip
              key={JSON.stringify(condition)}
              shape={shape}
              condition={condition}
              onRemove={() => state.setConditions(state.conditions.filter((_, at) => at !== index))}
            />
          ))}
          {search ? (
            <Chip
              tone="indigo"
              onRemove={() => state.setSearch("")}
              removeLabel={words.filter.remove(search)}
            >
              {search}
            </Chip>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function SearchBox({
  first,
  label,
  onSearch,
}: {
  first: string;
  label: string;
  onSearch: (text: string) => void;
}) {
  const [text, setText] = useState(first);
  const settled = useDeferredValue(text);
  useEffect(() => {
    if (settled === first) return undefined;
    const timer = setTimeout(() => onSearch(settled.trim()), 250);
    return () => clearTimeout(timer);
  }, [settled, first, onSearch]);
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onText={setText}
      lead={<Icon name="search" size="s" />}
    />
  );
}

function Nothing({ shape, state }: { shape: ObjectShape; state: ListState }) {
  const words = useDeskWords();
  const label = useLabel();
  const name = label(shape.label, shape.name);
  const asked = state.conditions.some(isSimple) || state.conditions.length > 0 || state.ask.search;
  if (asked) {
    const clear = () => {
      state.setConditions([]);
      if (state.ask.search) state.setSearch("");
    };
    return (
      <Empty title={words.list.noneTitle} action={<Button onClick={clear}>{words.list.clear}</Button>}>
        {words.list.noneText}
      </Empty>
    );
  }
  const create = shape.can.create ? (
    <LinkButton to={`/o/${shape.name}/new`} icon="plus">
      {words.list.create(name)}
    </LinkButton>
  ) : null;
  return (
    <Empty title={words.list.emptyTitle(name)} action={create}>
      {shape.can.create ? words.list.emptyText : words.list.emptyMade}
    </Empty>
  );
}
