import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import type { Device, FormAnswer, Layout } from "./layout";

export const formKeys = {
  all: ["forms"] as const,
  one: (object: string, device: Device) => ["forms", object, device] as const,
};

export const formQuery = (object: string, device: Device) => ({
  queryKey: formKeys.one(object, device),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api<FormAnswer>("/forms", { query: { object, device }, signal }),
  staleTime: 60_000,
});

/** The form the reader meets. */
export const useForm = (object: string, device: Device, enabled = true) =>
  useQuery({
    ...formQuery(object, device),
    select: (answer) => answer.layout,
    enabled: enabled && object !== "",
  });

export interface DesignVersion {
  version: number;
  revision: number;
  at: string;
  by: string | null;
  layout: Layout | null;
}

/** The layout of one device and role, null being any. */
export interface Design {
  device: Device | null;
  role: string | null;
  published: DesignVersion | null;
  draft: DesignVersion | null;
}

export interface Designs {
  object: string;
  items: Design[];
  roles: { key: string; label: Label }[];
  generated: Layout;
}

/** Every layout of an object, for who designs. */
export const useDesigns = (object: string) =>
  useQuery({
    queryKey: ["forms", object, "designs"],
    queryFn: ({ signal }) => api<Designs>("/forms/designs", { query: { object }, signal }),
    staleTime: 0,
    enabled: object !== "",
  });

/** What somebody with a role alone would meet, drafts counting as published. */
export const usePreview = (object: string, device: Device, role: string) =>
  useQuery({
    queryKey: ["forms", object, "preview", device, role],
    queryFn: ({ signal }) =>
      api<FormAnswer>("/forms", { query: { object, device, role, draft: "yes" }, signal }),
    select: (answer) => answer.layout,
    staleTime: 0,
    enabled: object !== "" && role !== "",
  });
