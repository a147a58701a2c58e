import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { refresh, useProcesses } from "@/app/queries";
import type { Filter, ObjectShape, Process, ProcessNode, RecordRow } from "@/app/shapes";
import { patchRecord } from "@/app/writes";
import { Board } from "@/processes/board";
import type { Stuck } from "@/processes/board-panel";
import { say } from "@/ui/notice";
import { useViewWords } from "./words";
import "@/processes/board.css";

export interface Moving {
  pending: { row: RecordRow; to: string } | null;
  /** What the door said no to, where the object's process has a card for it. */
  stuck: Stuck | null;
  move: (row: RecordRow, to: string, values?: Record<string, unknown>) => Promise<void>;
  settle: () => void;
}

/** Moves of cards, each through the door; `by` is the field that says where a card stands. */
export function useMoving(shape: ObjectShape, by: string | null): Moving {
  const words = useViewWords();
  const client = useQueryClient();
  const { data: processes } = useProcesses();
  const [pending, setPending] = useState<Moving["pending"]>(null);
  const [stuck, setStuck] = useState<Stuck | null>(null);
  const move: Moving["move"] = async (row, to, values = {}) => {
    if (!by) return;
    const own = by === "stage" ? (processes?.filter((each) => each.object === shape.name) ?? []) : [];
    const process = own.find((each) => each.key === row.process) ?? own[0];
    const leaving = process?.nodes.find((node) => node.key === to)?.end === "lost";
    if (leaving && Object.keys(values).length === 0) {
      setStuck({ row, to, cause: null, leaving: true });
      return;
    }
    setPending({ row, to });
    try {
      await patchRecord(shape.name, row.id, { ...values, [by]: to === "" ? null : to }, row.version);
      setStuck(null);
      say(words.moved);
    } catch (cause) {
      if (process) setStuck({ row, to, cause, leaving: leaving && cause instanceof Refusal });
      else if (cause instanceof Refusal)
        say([cause.message, ...Object.values(cause.fields), cause.remedy].filter(Boolean).join(" "));
    }
    await client.invalidateQueries({ queryKey: ["records", shape.name] });
    refresh(client, [{ object: shape.name, record: row.id, version: null }]);
    setPending(null);
  };
  return { pending, stuck, move, settle: () => setStuck(null) };
}

interface ViewBoardProps {
  shape: ObjectShape;
  by: string;
  filter: Filter | null;
  moving: Moving;
  readOnly: boolean;
}

/** Records as cards in a column for each choice of a field; what has none stands first. */
export function ViewBoard({ shape, by, filter, moving, readOnly }: ViewBoardProps) {
  const words = useViewWords();
  const { data: processes } = useProcesses();
  const field = shape.fields.find((each) => each.name === by);
  const own = by === "stage" ? (processes?.filter((each) => each.object === shape.name) ?? []) : [];
  const choices = (field?.options?.choices ?? []).map(({ key, label }): ProcessNode => ({
    ...PLAIN,
    key,
    label,
  }));
  const blank: ProcessNode = { ...PLAIN, key: "", label: { zh: words.blank, en: words.blank } };
  const nodes = own.length > 0 ? together(own) : [blank, ...choices];
  return (
    <Board
      shape={shape}
      process={{ nodes }}
      by={by}
      filter={filter}
      pending={moving.pending}
      readOnly={readOnly || !field?.writable}
      onMove={(row, to) => void moving.move(row, to)}
    />
  );
}

/** The stations of several processes side by side, each once, those that end at the end. */
function together(processes: Process[]): ProcessNode[] {
  const nodes = [
    ...new Map(processes.flatMap((each) => each.nodes).map((node) => [node.key, node])).values(),
  ];
  if (processes.length < 2) return nodes;
  return [...nodes.filter((node) => node.end === null), ...nodes.filter((node) => node.end !== null)];
}

const PLAIN: Omit<ProcessNode, "key" | "label"> = {
  end: null,
  advance: "ask",
  limit_days: null,
  requires: [],
};
