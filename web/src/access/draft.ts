import { useSyncExternalStore } from "react";
import type { Change, Grant, Role } from "./shapes";

/** A role being changed: as it was when the change began, and as it shall be. */
export interface Drafted {
  /** Null while the role is new. */
  base: Role | null;
  role: Role;
}

type Draft = Readonly<Record<string, Drafted>>;
const KEY = "prooftrail.access.draft";
const listeners = new Set<() => void>();
let draft: Draft = stored();

function stored(): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Draft;
  } catch {
    return {};
  }
}

function put(next: Draft): void {
  draft = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A browser that refuses storage loses the draft with the page.
  }
  for (const wake of listeners) wake();
}

const subscribe = (wake: () => void) => {
  listeners.add(wake);
  return () => listeners.delete(wake);
};

/** Every role with unpublished changes; it outlives the page, not the browser's tab. */
export const useDraft = (): Draft =>
  useSyncExternalStore(
    subscribe,
    () => draft,
    () => draft,
  );

const said = (role: Role) =>
  JSON.stringify([role.label, sorted(role.grants), sorted(role.fields), [...role.permissions].sort()]);

function sorted(of: object): unknown {
  return Object.entries(of)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => [key, typeof value === "object" && value !== null ? sorted(value) : value]);
}

export function draftRole(base: Role | null, role: Role): void {
  if (base && said(base) === said(role)) dropRole(role.key);
  else put({ ...draft, [role.key]: { base, role } });
}

export function dropRole(key: string): void {
  const { [key]: _, ...rest } = draft;
  put(rest);
}

export const dropDraft = (): void => put({});

const full = (grants: Record<string, Grant>) =>
  Object.fromEntries(
    Object.entries(grants).map(([name, grant]) => [
      name,
      { read: "none", write: "none", create: false, delete: false, export: false, through: true, ...grant },
    ]),
  );

/** The draft as the server takes it. */
export function changesOf(of: Draft): Change[] {
  return Object.values(of).map(({ base, role }) => {
    const { key, label, fields, permissions } = role;
    const rest = { label, grants: full(role.grants), fields, permissions };
    return base
      ? { action: "change_role", input: { role: key, version: base.version, ...rest } }
      : { action: "define_role", input: { key, ...rest } };
  });
}
