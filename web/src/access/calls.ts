import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Change, Deed, Department, Difference, Placed, Role, Roles, Share } from "./shapes";

const ROOT = "/access";
const STALE = 15_000;

export const useRoles = () =>
  useQuery({
    queryKey: ["access", "roles"],
    queryFn: ({ signal }) => api<Roles>(`${ROOT}/roles`, { signal }),
    staleTime: STALE,
  });

/** Everybody as of a day; today where none is said. */
export const usePlaced = (on?: string) =>
  useQuery({
    queryKey: ["access", "people", on ?? ""],
    queryFn: ({ signal }) =>
      api<{ day: string; items: Placed[] }>(`${ROOT}/people`, { query: { on }, signal }),
    staleTime: STALE,
    placeholderData: (before) => before,
  });

export const useTree = (on?: string) =>
  useQuery({
    queryKey: ["access", "departments", on ?? ""],
    queryFn: ({ signal }) =>
      api<{ day: string; items: Department[] }>(`${ROOT}/departments`, { query: { on }, signal }),
    staleTime: STALE,
    placeholderData: (before) => before,
  });

export const useShares = () =>
  useQuery({
    queryKey: ["access", "shares"],
    queryFn: ({ signal }) => api<{ items: Share[] }>(`${ROOT}/shares`, { signal }),
    staleTime: STALE,
  });

export const useDeeds = () =>
  useInfiniteQuery({
    queryKey: ["access", "history"],
    queryFn: ({ pageParam, signal }) =>
      api<{ items: Deed[]; next: string | null }>(`${ROOT}/history`, {
        query: { limit: 50, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** What a draft would change for whom; asked anew for every draft. */
export const useDifference = (changes: Change[]) =>
  useQuery({
    queryKey: ["access", "preview", changes],
    queryFn: ({ signal }) =>
      api<Difference>(`${ROOT}/preview`, { method: "POST", body: { changes }, signal }),
    enabled: changes.length > 0,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const publish = (changes: Change[]) =>
  api<{ results: Record<string, unknown>[] }>(`${ROOT}/publish`, { method: "POST", body: { changes } });

export const undoDeed = (id: string) =>
  api<unknown>(`${ROOT}/history/${id}/undo`, { method: "POST", body: {} });

export const newPassword = (person: string) =>
  api<{ login: string; password: string }>(`${ROOT}/people/${person}/password`, { method: "POST" });

export const removeRole = (role: Role) =>
  api<unknown>(`${ROOT}/roles/${role.key}`, { method: "DELETE", body: { version: role.version } });

/** After a change of rights anything anybody sees may be another. */
export function useRefreshed(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}
