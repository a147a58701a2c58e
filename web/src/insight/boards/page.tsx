import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { clock, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { Page } from "@/desk/page";
import { listAddress } from "@/records/ask";
import { Empty, Failed, Icon, LinkButton, Loading, Menu, Panel, Popover, Button, Onward } from "@/ui";
import { FilterBar } from "./bar";
import { ExportMenu } from "./export-menu";
import { Grid } from "./grid";
import { Origin, type Opened } from "./origin";
import { useAnswers, useBoard, useBoards } from "./queries";
import type { BoardHead, BoardShown } from "./shapes";
import { usePicks } from "./use-picks";
import { useBoardWords } from "./words";
import "./boards.css";

/** 看板: the boards one meets; the first where none is named. */
export function BoardsPage() {
  const { key = "" } = useParams();
  const words = useBoardWords();
  const { data, error, refetch } = useBoards();
  const there = data?.items.filter((each) => each.published && !each.retired) ?? [];
  const first = there[0] ?? data?.items.find((each) => !each.retired);
  if (!key && first) {
    const to = first.published ? `/insight/boards/${first.key}` : `/insight/boards/${first.key}/design`;
    return <Onward to={to} />;
  }
  if (!key || error)
    return (
      <Page title={words.title}>
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading lines={8} /> : null}
        {data && !first ? (
          <Empty
            title={words.empty}
            action={
              <LinkButton kind="ink" to="/insight/boards/new">
                {words.create}
              </LinkButton>
            }
          >
            {words.emptyText}
          </Empty>
        ) : null}
      </Page>
    );
  return <OneBoard key={key} name={key} boards={data?.items ?? []} />;
}

function OneBoard({ name, boards }: { name: string; boards: BoardHead[] }) {
  const words = useBoardWords();
  const label = useLabel();
  const { data: shown, error, refetch } = useBoard(name);
  const picked = usePicks();
  const answers = useAnswers(name, shown?.board ? shown.version : 0, picked.picks, picked.period);
  const [opened, setOpened] = useState<Opened | null>(null);
  const board = shown?.board ?? null;
  const title = label(shown?.label, name);
  const panel = opened ? (
    <Panel title={words.origin(label(opened.tile.label, opened.tile.id))} onClose={() => setOpened(null)}>
      <Origin opened={opened} listAt={listAddress} onPick={picked.pick} picks={picked.picks} />
    </Panel>
  ) : undefined;
  return (
    <Page title={title} panel={panel}>
      <Head
        boards={boards}
        shown={shown}
        title={title}
        at={answers.data?.at}
        answers={answers.data?.tiles}
        picked={picked}
      />
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {answers.error ? <Failed cause={answers.error} onRetry={() => void answers.refetch()} /> : null}
      {!shown && !error ? <Loading lines={8} /> : null}
      {shown && !board ? (
        <Empty
          title={words.draftOnly}
          action={<LinkButton to={`/insight/boards/${name}/design`}>{words.edit}</LinkButton>}
        />
      ) : null}
      {board ? (
        <>
          <FilterBar board={board} answers={answers.data?.tiles} picked={picked} />
          <Grid
            tiles={board.tiles}
            answers={answers.data?.tiles}
            onPick={picked.pick}
            onOpen={(tile, metric, row) => {
              const answer = answers.data?.tiles.find((each) => each.id === tile.id);
              if (answer) setOpened({ tile, answer, metric, row });
            }}
          />
        </>
      ) : null}
    </Page>
  );
}

interface HeadProps {
  boards: BoardHead[];
  shown: BoardShown | undefined;
  title: string;
  at: string | undefined;
  answers: Parameters<typeof ExportMenu>[0]["answers"] | undefined;
  picked: ReturnType<typeof usePicks>;
}

function Head({ boards, shown, title, at, answers, picked }: HeadProps) {
  const words = useBoardWords();
  const label = useLabel();
  const navigate = useNavigate();
  return (
    <div className="rec-h bd-head">
      <div className="grow">
        <h1>{title}</h1>
        <p className="sm mut">
          {[label(shown?.description), at ? words.cutOff(`${shortDay(at)} ${clock(at)}`) : ""]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Popover
        kind="menu"
        side="right"
        label={words.all}
        door={(door) => (
          <Button {...door} icon="board">
            {words.all}
            <Icon name="chevron" size="s" />
          </Button>
        )}
      >
        {(close) => (
          <Menu
            close={close}
            items={[
              ...boards
                .filter((each) => !each.retired)
                .map((each) => ({
                  key: each.key,
                  label: `${label(each.label, each.key)}${each.mine ? ` · ${words.mine}` : ""}`,
                  checked: each.key === shown?.key,
                  onPick: () =>
                    void navigate(
                      each.published ? `/insight/boards/${each.key}` : `/insight/boards/${each.key}/design`,
                    ),
                })),
              {
                key: "+",
                label: words.create,
                icon: "plus" as const,
                onPick: () => void navigate("/insight/boards/new"),
              },
            ]}
          />
        )}
      </Popover>
      {shown?.board && answers ? (
        <ExportMenu board={shown.board} answers={answers} picked={picked} title={title} />
      ) : null}
      {shown?.may_change ? (
        <LinkButton icon="edit" to={`/insight/boards/${shown.key}/design`}>
          {words.edit}
        </LinkButton>
      ) : null}
    </div>
  );
}
