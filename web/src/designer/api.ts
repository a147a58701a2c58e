import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import { keys, refreshShape } from "@/app/queries";
import type { Field, FieldType, ObjectShape } from "@/app/shapes";

/** Rows that stand against a field's values being unique. */
export interface Failure {
  code: string;
  values?: number;
  duplicates?: { value: string | null; count: number; records: string[] }[];
}

export interface DesignField extends Field {
  failure?: Failure;
  conversion?: {
    state: "copying" | "stopped";
    type: string;
    copied: number;
    failure: { code: string; record?: string; value?: string; reason?: string } | null;
  };
}

export interface Room {
  used: number;
  most: number;
}

export interface DesignedFields {
  items: DesignField[];
  budget: { fields: Room; indexes: Room };
}

/** A removed field or object; it can be brought back until then. */
export interface Removed {
  id: string;
  name: string;
  label: Label;
  type?: FieldType;
  hidden_at: string;
  restorable_until: string;
}

/** What a deed may be about besides an object and its fields. */
export const SUBJECTS = ["process", "rule", "flow", "board", "metric", "target"] as const;

export interface Deed extends Record<(typeof SUBJECTS)[number], { key: string; label: Label } | null> {
  id: string;
  recorded_at: string;
  action: string;
  actor: { kind: string; id: string | null; on_behalf: string | null };
  object: { name: string; label: Label | null; there: boolean };
  field: { name: string; label: Label | null; there: boolean } | null;
  changes: Record<string, [unknown, unknown]>;
  undone: boolean;
  undoes: string | null;
  can_undo: boolean;
}

export interface Uses {
  items: { kind: "gate" | "role"; key: string; label: Label; version?: number; rule?: string }[];
  filled: number;
  most_counted: number;
}

export interface TypeFacts {
  type: string;
  uniquable: boolean;
  points_to: string | null;
  options: Record<string, { change: "free" | "grow" | "fixed"; needed: boolean }>;
}

export interface Tried {
  rows: number;
  converts: number;
  fails: number;
  examples: { record: string; value: string; code: string; reason: string }[];
}

/** What a new field is made of; `options` depends on the type. */
export interface FieldDraft {
  name: string;
  label: Label;
  type: string;
  options: Record<string, unknown>;
  required: boolean;
  unique: boolean;
  personal: boolean;
}

export interface ObjectDraft {
  name: string;
  label: Label;
  title: Label;
  fields: FieldDraft[];
}

const moving = (field: DesignField): boolean =>
  field.state === "building" || field.conversion?.state === "copying";

export const useDesigned = (object: string) =>
  useQuery({
    queryKey: ["design", "fields", object],
    queryFn: ({ signal }) => api<DesignedFields>(`/objects/${object}/fields`, { signal }),
    // A build ends in the worker; where the stream is away, this finds out.
    refetchInterval: ({ state }) => (state.data?.items.some(moving) ? 2000 : false),
  });

export const useRemovedFields = (object: string) =>
  useQuery({
    queryKey: ["design", "removed", object],
    queryFn: ({ signal }) =>
      api<{ items: Removed[] }>(`/objects/${object}/fields`, { query: { deleted: "only" }, signal }),
    select: (answer) => answer.items,
  });

export const useRemovedObjects = () =>
  useQuery({
    queryKey: ["design", "removed"],
    queryFn: ({ signal }) => api<{ items: Removed[] }>("/objects", { query: { deleted: "only" }, signal }),
    select: (answer) => answer.items,
  });

export const useTypes = () =>
  useQuery({
    queryKey: ["design", "types"],
    queryFn: ({ signal }) => api<{ items: TypeFacts[] }>("/design/types", { signal }),
    select: (answer) => answer.items,
    staleTime: Infinity,
  });

export const useUses = (object: string, field: string) =>
  useQuery({
    queryKey: ["design", "uses", object, field],
    queryFn: ({ signal }) => api<Uses>(`/objects/${object}/fields/${field}/uses`, { signal }),
  });

export const useDeeds = (object?: string) =>
  useInfiniteQuery({
    queryKey: ["design", "history", object ?? ""],
    queryFn: ({ pageParam, signal }) =>
      api<{ items: Deed[]; next: string | null }>("/design/history", {
        query: { object, after: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const proposeName = (label: string, object?: string): Promise<string> =>
  api<{ name: string }>("/design/name", { query: { label, object } }).then((answer) => answer.name);

/** Designing writes; after each the pages that show the shape ask again. */
export function useDesigning() {
  const client = useQueryClient();
  const done = <T>(answer: T): T => {
    refreshShape(client);
    return answer;
  };
  const write =
    <T>(method: "POST" | "PATCH" | "DELETE") =>
    (path: string, body?: unknown): Promise<T> =>
      api<T>(path, { method, ...(body === undefined ? {} : { body }) }).then(done);
  return {
    defineObject: async (draft: ObjectDraft) => {
      const made = await write<ObjectShape>("POST")("/objects", draft);
      await client.refetchQueries({ queryKey: keys.objects });
      return made;
    },
    changeObject: (object: string, said: { label?: Label; title?: Label }) =>
      write("PATCH")(`/objects/${object}`, said),
    hideObject: (object: string) => write("DELETE")(`/objects/${object}`),
    restoreObject: (id: string) => write("POST")(`/objects/${id}/restore`, {}),
    defineField: (object: string, draft: FieldDraft) =>
      write<Field>("POST")(`/objects/${object}/fields`, draft),
    changeField: (object: string, field: string, said: Record<string, unknown>) =>
      write<Field>("PATCH")(`/objects/${object}/fields/${field}`, said),
    hideField: (object: string, field: string) => write("DELETE")(`/objects/${object}/fields/${field}`),
    restoreField: (object: string, id: string, name?: string) =>
      write("POST")(`/objects/${object}/fields/${id}/restore`, name ? { name } : {}),
    undo: (event: string) => write("POST")("/actions/undo_design", { input: { event } }),
    tryConvert: (object: string, field: string, type: string, options: Record<string, unknown>) =>
      api<Tried>(`/objects/${object}/fields/${field}/convert`, {
        method: "POST",
        body: { type, options, dry_run: true },
      }),
    convert: (
      object: string,
      field: string,
      type: string,
      options: Record<string, unknown>,
      accept: boolean,
    ) =>
      write<Field>("POST")(`/objects/${object}/fields/${field}/convert`, {
        type,
        options,
        leave_blank: accept,
      }),
  };
}
