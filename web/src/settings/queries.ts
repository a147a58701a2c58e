import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import type { Reference } from "@/app/shapes";

export interface Setting {
  key: string;
  group: Label | null;
  label: Label | null;
  value: unknown;
  default: unknown;
  /** Somebody set it. */
  own: boolean;
  since: string | null;
  by: Reference | null;
}

export const settingsKey = ["settings"] as const;

export const useSettings = (enabled: boolean) =>
  useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => api<{ items: Setting[] }>("/settings", { signal }),
    select: (answer) => answer.items,
    enabled,
  });
