import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Page } from "@/app/shapes";
import { isBusy, type Guess, type ImportRow, type ImportShown, type RowsOf } from "./shapes";

/** How often a busy import is looked at, ms. */
const LOOK = 700;

function form(file: File, object: string, mapping: unknown, rest: Record<string, string> = {}): FormData {
  const made = new FormData();
  made.set("object", object);
  made.set("mapping", JSON.stringify(mapping));
  for (const [name, value] of Object.entries(rest)) made.set(name, value);
  made.set("file", file, file.name);
  return made;
}

export const guessFile = (file: File, object: string, mapping: unknown, signal?: AbortSignal) =>
  api<Guess>("/imports/guess", {
    method: "POST",
    body: form(file, object, mapping),
    ...(signal ? { signal } : {}),
  });

export const startImport = (file: File, object: string, mapping: unknown) =>
  api<{ id: string }>("/imports", { method: "POST", body: form(file, object, mapping, { dry_run: "true" }) });

export const goOn = (id: string, how: "apply" | "cancel" | "undo") =>
  api<ImportShown>(`/imports/${id}/${how}`, { method: "POST" });

export const useImport = (id: string) =>
  useQuery({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => api<ImportShown>(`/imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? LOOK : false),
    staleTime: 0,
  });

export const useImports = () =>
  useInfiniteQuery({
    queryKey: ["imports", "list"],
    queryFn: ({ pageParam, signal }) =>
      api<Page<ImportShown>>("/imports", { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isBusy)) ? LOOK * 2 : false,
    staleTime: 0,
  });

export const useImportRows = (id: string, verdict: RowsOf, count: number) =>
  useInfiniteQuery({
    queryKey: ["imports", "rows", id, verdict, count],
    queryFn: ({ pageParam, signal }) =>
      api<{ items: ImportRow[]; next: number | null }>(`/imports/${id}/rows`, {
        query: { verdict, limit: 50, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: count > 0,
  });

export const forgetImports = (client: QueryClient) => client.invalidateQueries({ queryKey: ["imports"] });
