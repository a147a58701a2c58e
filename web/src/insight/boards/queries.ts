import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import { useLanguage, type Label } from "@/app/language";
import { act } from "@/app/writes";
import type { Answer, Board, BoardHead, BoardShown, PeriodOf, Pick, Share } from "./shapes";

export interface Answers {
  at: string;
  tiles: Answer[];
  as?: { id: string; label: string } | null;
}

export const useBoards = () =>
  useQuery({
    queryKey: ["boards"],
    queryFn: ({ signal }) =>
      api<{ items: BoardHead[]; roles: { key: string; label: Label }[] }>("/boards", { signal }),
  });

export const useBoard = (key: string) =>
  useQuery({
    queryKey: ["boards", key],
    queryFn: ({ signal }) => api<BoardShown>(`/boards/${key}`, { signal }),
    enabled: key !== "",
  });

/** A department and a person narrow every tile; other fields those of their object. */
export function narrowing(picks: Pick[]) {
  const one = (field: string) => picks.find((pick) => pick.field === field)?.value ?? undefined;
  const fields = picks.filter((pick) => pick.field !== "owner" && pick.field !== "unit");
  return {
    ...(one("unit") ? { department: one("unit") } : {}),
    ...(one("owner") ? { person: one("owner") } : {}),
    ...(fields.length
      ? { fields: fields.map(({ object, field, value }) => ({ object, field, value })) }
      : {}),
  };
}

/** Every figure of a board in one call. Its key begins as records' do, so a change asks again. */
export function useAnswers(
  key: string,
  version: number,
  picks: Pick[],
  period: PeriodOf | null,
  only?: string[],
) {
  const language = useLanguage();
  const body = { filter: narrowing(picks), period, ...(only ? { tiles: only } : {}) };
  return useQuery({
    queryKey: ["gate", "board", key, version, body, language],
    queryFn: ({ signal }) => api<Answers>(`/boards/${key}/query`, { method: "POST", body, signal }),
    enabled: key !== "" && version > 0,
    placeholderData: keepPreviousData,
  });
}

/** What a board in the making would show, perhaps to somebody else. */
export function usePreview(board: Board | null, role: string | null) {
  const language = useLanguage();
  const drawn = board && board.tiles.length > 0 ? bare(board) : null;
  return useQuery({
    queryKey: ["gate", "board-preview", drawn, role, language],
    queryFn: ({ signal }) =>
      api<Answers>("/boards/preview", {
        method: "POST",
        body: { board: board ? titled(board) : null, ...(role ? { role } : {}) },
        signal,
      }),
    enabled: drawn !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** A board without a name is looked at, too. */
const titled = (board: Board): Board => ({
  ...board,
  label: { zh: board.label.zh || board.label.en || "…", en: board.label.en || board.label.zh || "…" },
});

/** What changes figures; a tile that only moved is not asked again. */
const bare = (board: Board) =>
  board.tiles.map(({ x: _x, y: _y, w: _w, h: _h, label: _label, ...rest }) => rest);

/** The verbs of the designer; each leaves the lists to be fetched again. */
export function useBoardVerbs() {
  const client = useQueryClient();
  const done = async (verb: string, input: Record<string, unknown>) => {
    const { result } = await act<{ board: BoardShown | null }>(verb, input);
    await client.invalidateQueries({ queryKey: ["boards"] });
    return result.board;
  };
  return {
    save: (board: Board, revision: number) => done("save_board", { board, revision }),
    publish: (key: string) => done("publish_board", { key }),
    discard: (key: string) => done("discard_board_draft", { key }),
    retire: (key: string) => done("retire_board", { key }),
    share: (key: string, shared: Share[]) => done("share_board", { key, shared }),
  };
}
