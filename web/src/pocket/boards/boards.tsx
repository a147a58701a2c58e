import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { clock, shortDay } from "@/app/format";
import { useLabel, type Label } from "@/app/language";
import type { Filter } from "@/app/shapes";
import { HeatBody } from "@/insight/boards/bodies/heat";
import "@/insight/boards/bodies/bodies.css";
import { Origin } from "@/insight/boards/origin";
import { figureOf, PhoneGrid } from "@/insight/boards/phone";
import { useAnswers, useBoard, useBoards } from "@/insight/boards/queries";
import type { Answer, Measured, Row, Tile } from "@/insight/boards/shapes";
import { useBoardWords } from "@/insight/boards/words";
import { Onward } from "@/ui/onward";
import { Empty, Failed, Loading } from "@/ui/states";
import { Choose } from "../parts/choose";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import "./boards.css";

/** Where the pocket lists the records of a figure. */
const listAt = (object: string, filter: Filter | null): string =>
  `/list/${object}${filter ? `?f=${encodeURIComponent(JSON.stringify(filter))}` : ""}`;

/** The boards somebody has on his phone; the fullest first where none is named. */
export function Boards() {
  const { key = "", tile = "" } = useParams();
  const words = useBoardWords();
  const { data, error, refetch } = useBoards();
  const there = (data?.items ?? []).filter((board) => board.published && !board.retired && board.phone > 0);
  const ordered = there.sort((a, b) => b.phone - a.phone);
  const [first] = ordered;
  if (!key && first) return <Onward to={`/boards/${first.key}`} />;
  if (key) return <Board key={key} name={key} tile={tile} boards={ordered} />;
  return (
    <Page title={words.phoneTitle} up="/">
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data && !first ? <Empty title={words.empty}>{words.emptyText}</Empty> : null}
    </Page>
  );
}

interface BoardProps {
  name: string;
  tile: string;
  boards: { key: string; label: Label }[];
}

function Board({ name, tile: open, boards }: BoardProps) {
  const words = useBoardWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { data: shown, error, refetch } = useBoard(name);
  const board = shown?.board ?? null;
  const answers = useAnswers(name, board ? (shown?.version ?? 0) : 0, [], null, board?.phone);
  const tile = board?.tiles.find((each) => each.id === open);
  const answer = answers.data?.tiles.find((each) => each.id === open);
  if (tile && answer) return <Figure tile={tile} answer={answer} up={`/boards/${name}`} />;
  const at = answers.data?.at;
  return (
    <Page
      title={label(shown?.label, words.phoneTitle)}
      up="/"
      note={at ? `${shortDay(at)} ${clock(at)}` : undefined}
    >
      {boards.length > 1 ? (
        <Sheet>
          <Choose
            label={words.all}
            options={boards.map((each) => ({ key: each.key, label: label(each.label, each.key) }))}
            value={name}
            onPick={(next) => void navigate(`/boards/${next}`, { replace: true })}
          />
        </Sheet>
      ) : null}
      <Sheet>
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {answers.error ? <Failed cause={answers.error} onRetry={() => void answers.refetch()} /> : null}
        {!board && !error ? <Loading lines={8} /> : null}
        {board ? (
          <PhoneGrid
            board={board}
            answers={answers.data?.tiles}
            onOpen={(each) => void navigate(`/boards/${name}/${each.id}`)}
          />
        ) : null}
        <p className="sm dim pb-seen">{words.seen}</p>
      </Sheet>
    </Page>
  );
}

/** 来历 on a phone: a page below, with its doors to the records. */
function Figure({ tile, answer, up }: { tile: Tile; answer: Answer; up: string }) {
  const label = useLabel();
  const words = useBoardWords();
  const [cell, setCell] = useState<{ metric: Measured; row: Row } | null>(null);
  const found = cell ?? figureOf(answer);
  return (
    <Page title={label(tile.label, tile.id)} up={up}>
      <Sheet>
        {found ? (
          <Origin opened={{ tile, answer, ...found }} listAt={listAt} />
        ) : (
          <Empty title={words.nothing} />
        )}
      </Sheet>
      {found && tile.kind === "heat" ? (
        <Sheet>
          <HeatBody
            {...{ tile, answer, table: false }}
            onOpen={(metric, row) => {
              setCell({ metric, row });
              window.scrollTo({ top: 0 });
            }}
          />
        </Sheet>
      ) : null}
    </Page>
  );
}
