import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";

export type Level = "info" | "yellow" | "red";
export type Outside = "mail" | "chat" | "sms";

export interface Delivery {
  channel: Outside;
  state: "queued" | "held" | "digest" | "sent" | "failed";
  at: string;
  why: string | null;
}

export interface Notification {
  id: string;
  level: Level;
  title: Label;
  text: Label;
  about: { object: string; id: string; label: string | null } | null;
  at: string;
  read_at: string | null;
  deliveries: Delivery[];
}

export interface Inbox {
  items: Notification[];
  next: string | null;
  unread: number;
}

export const inboxKeys = { all: ["notifications"], count: ["notifications", "count"] } as const;

export const useUnread = () =>
  useQuery({
    queryKey: inboxKeys.count,
    queryFn: ({ signal }) => api<{ unread: number }>("/notifications/count", { signal }),
    select: (answer) => answer.unread,
  });

/** The newest few, for the bell. */
export const useNewest = (limit: number) =>
  useQuery({
    queryKey: [...inboxKeys.all, "newest", limit],
    queryFn: ({ signal }) => api<Inbox>("/notifications", { query: { limit }, signal }),
  });

export const useInbox = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: [...inboxKeys.all, "list", unread],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api<Inbox>("/notifications", {
        query: { unread: unread || null, cursor: pageParam, limit: 40 },
        signal,
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Marks some as read, or all. */
export function useMarkRead(): (ids: string[] | "all") => Promise<void> {
  const client = useQueryClient();
  return async (ids) => {
    const body = ids === "all" ? { all: true } : { ids };
    await api("/notifications/read", { method: "POST", body }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: inboxKeys.all });
  };
}

export interface Own {
  off: Outside[];
  quiet: [string, string] | null;
  digest: string;
}

export interface RoleWays {
  role: string;
  quiet: [string, string] | [];
  digest: string;
}

export interface Settings {
  channels: Outside[];
  levels: Level[];
  roles: (RoleWays & Record<Level, (Outside | "app")[]>)[];
  own: Own;
  outcome: Record<Level, Outside[]>;
  reached: { mail: boolean; sms: boolean };
}

export const useNotifySettings = () =>
  useQuery({
    queryKey: [...inboxKeys.all, "settings"],
    queryFn: ({ signal }) => api<Settings>("/notifications/settings", { signal }),
  });

export type EffectState = "waiting" | "sending" | "sent" | "dead" | "dropped";

export interface Effect {
  id: string;
  key: string;
  channel: Outside | "webhook";
  via: string | null;
  host: string | null;
  people: number;
  state: EffectState;
  tries: number;
  next_at: string | null;
  error: { code: string; message: string } | null;
  created_at: string;
  sent_at: string | null;
}

export interface Effects {
  items: Effect[];
  next: string | null;
  counts: Record<EffectState, number>;
}

export const useEffects = (state: EffectState | null) =>
  useInfiniteQuery({
    queryKey: ["effects", "list", state],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api<Effects>("/effects", { query: { state, cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 5_000,
  });

export interface Channel {
  channel: string;
  kind: string;
  serves: string;
  label: Label;
  config: Record<string, string | number>;
  secrets: string[];
  enabled: boolean;
}

export interface ChannelKind {
  kind: string;
  serves: string;
  config: string[];
  secrets: string[];
  needed: string[];
}

export const useChannels = () =>
  useQuery({
    queryKey: ["effects", "channels"],
    queryFn: ({ signal }) => api<{ items: Channel[]; kinds: ChannelKind[] }>("/effects/channels", { signal }),
  });
