import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { refresh, useMe, useObject, useProcesses, useVersions } from "@/app/queries";
import type { ObjectShape, Process, ProcessNode, RecordRow } from "@/app/shapes";
import { patchRecord } from "@/app/writes";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { filterOf, useListState, type Condition } from "@/records/ask";
import { FilterChip } from "@/records/filter-chip";
import { FilterMenu } from "@/records/filter-menu";
import { Empty, Loading } from "@/ui";
import { PickOne } from "@/ui/antd";
import { Board } from "./board";
import { BoardPanel, type Stuck } from "./board-panel";
import "./board.css";

/** The process of an object as columns; dragging a card is asking for the move. */
export function BoardPage() {
  const { object = "" } = useParams();
  const words = useDeskWords();
  const shape = useObject(object).data;
  const { data: processes } = useProcesses();
  const [params] = useSearchParams();
  const own = processes?.filter((each) => each.object === object) ?? [];
  const process = own.find((each) => each.key === params.get("process")) ?? own[0];
  if (!shape || !processes) return <Loading lines={6} />;
  if (!process) {
    return (
      <Page title={words.missing.title}>
        <Empty title={words.missing.title}>{words.missing.text}</Empty>
      </Page>
    );
  }
  return <Moves key={`${object}/${process.key}`} shape={shape} process={process} own={own} />;
}

interface MovesProps {
  shape: ObjectShape;
  process: Process;
  /** Every process of the object. */
  own: Process[];
}

function Moves({ shape, process, own }: MovesProps) {
  const words = useDeskWords();
  const label = useLabel();
  const navigate = useNavigate();
  const client = useQueryClient();
  const state = useListState("");
  const readOnly = Boolean(useMe().data?.view_as);
  const past = usePast(process);
  const [pending, setPending] = useState<{ row: RecordRow; to: string } | null>(null);
  const [stuck, setStuck] = useState<Stuck | null>(null);
  const move = async (row: RecordRow, to: string, values: Record<string, unknown> = {}) => {
    const node = process.nodes.find((each) => each.key === to);
    if (node?.end === "lost" && Object.keys(values).length === 0) {
      setStuck({ row, to, cause: null, leaving: true });
      return;
    }
    setPending({ row, to });
    try {
      await patchRecord(shape.name, row.id, { ...values, stage: to }, row.version);
      setStuck(null);
    } catch (cause) {
      setStuck({ row, to, cause, leaving: node?.end === "lost" && cause instanceof Refusal });
    }
    await client.invalidateQueries({ queryKey: ["records", shape.name] });
    refresh(client, [{ object: shape.name, record: row.id, version: null }]);
    setPending(null);
  };
  const panel = stuck ? (
    <BoardPanel
      key={`${stuck.row.id}${stuck.to}`}
      shape={shape}
      process={process}
      stuck={stuck}
      busy={pending !== null}
      readOnly={readOnly}
      onMove={(to, values) => void move(stuck.row, to, values)}
      onMend={(kind) => void navigate(`/o/${shape.name}/${stuck.row.id}${kind ? `?log=${kind}` : ""}`)}
      onClose={() => setStuck(null)}
    />
  ) : null;
  return (
    <Page title={`${label(shape.label)} · ${words.board.title}`} panel={panel} flush>
      <div className="list-m">
        <BoardHead
          shape={shape}
          process={process}
          own={own}
          conditions={state.conditions}
          setConditions={state.setConditions}
        />
        <Board
          shape={shape}
          process={process}
          filter={
            own.length > 1
              ? filterOf([...state.conditions, ["process", "=", process.key]])
              : (state.ask.filter ?? null)
          }
          past={past}
          pending={pending}
          readOnly={readOnly}
          onMove={(row, to) => void move(row, to)}
        />
      </div>
    </Page>
  );
}

interface BoardHeadProps {
  shape: ObjectShape;
  process: Process;
  own: Process[];
  conditions: Condition[];
  setConditions: (next: Condition[]) => void;
}

function BoardHead({ shape, process, own, conditions, setConditions }: BoardHeadProps) {
  const words = useDeskWords();
  const label = useLabel();
  const me = useMe().data;
  const isMine = (condition: Condition) =>
    condition[0] === "owner" && condition[1] === "=" && condition[2] === me?.id;
  const mine = conditions.some(isMine);
  const others = conditions.filter((condition) => !isMine(condition));
  return (
    <>
      <header className="list-h">
        <h1 className="grow">
          {label(shape.label)} · {words.board.title}
        </h1>
        {own.length > 1 ? <Switch process={process} own={own} /> : null}
        {me ? (
          <div className="seg" role="group" aria-label={words.deal.owner}>
            <button
              type="button"
              aria-pressed={mine}
              onClick={() => setConditions([...others, ["owner", "=", me.id]])}
            >
              {words.board.mine}
            </button>
            <button type="button" aria-pressed={!mine} onClick={() => setConditions(others)}>
              {words.board.all}
            </button>
          </div>
        ) : null}
        <FilterMenu shape={shape} conditions={conditions} choose={setConditions} />
      </header>
      {others.length > 0 ? (
        <div className="list-c">
          {others.map((condition) => (
            <FilterChip
              key={JSON.stringify(condition)}
              shape={shape}
              condition={condition}
              onRemove={() => setConditions(conditions.filter((each) => each !== condition))}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}

/** Nodes only earlier versions have; their records are still on the way. */
function usePast(process: Process): ProcessNode[] {
  const words = useDeskWords();
  const { data: all = [] } = useVersions(process.object, process.version > 1);
  const known = new Set(process.nodes.map((node) => node.key));
  const found: ProcessNode[] = [];
  for (const each of all.filter((version) => version.key === process.key)) {
    for (const node of each.nodes) {
      if (known.has(node.key)) continue;
      known.add(node.key);
      found.push({
        ...node,
        label: { zh: words.board.past(node.label.zh), en: words.board.past(node.label.en) },
      });
    }
  }
  return found;
}

/** Another process of the same object. */
function Switch({ process, own }: { process: Process; own: Process[] }) {
  const words = useDeskWords();
  const label = useLabel();
  const [, setParams] = useSearchParams();
  return (
    <PickOne
      label={words.board.process}
      width={170}
      value={process.key}
      options={own.map((each) => {
        const name = label(each.label, each.key);
        return { value: each.key, label: each.retired ? words.board.retired(name) : name };
      })}
      onChange={(next) =>
        setParams((before) => {
          const params = new URLSearchParams(before);
          if (next) params.set("process", next);
          return params;
        })
      }
    />
  );
}
