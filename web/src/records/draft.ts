import { useState } from "react";
import { Refusal } from "@/app/api";
import type { Field, ObjectShape, RecordRow, Value } from "@/app/shapes";
import { sameValue, toWire } from "@/app/values";
import { api } from "@/app/api";
import { patchRecord } from "@/app/writes";

export type Values = Record<string, Value>;

/** One field two people changed: what it was, what they saved, what is typed here. */
export interface Clash {
  field: Field;
  base: Value | undefined;
  theirs: Value | undefined;
  mine: Value;
}

export interface Conflict {
  clashes: Clash[];
  theirs: RecordRow;
  by: string;
  at: string;
}

export interface Draft {
  values: Values;
  changed: string[];
  /** Counts what was saved or dropped as a whole: inputs opened before belong to the past. */
  round: number;
  /** Somebody saved while this was being typed; the save will merge or ask. */
  stale: boolean;
  set: (field: string, value: Value) => void;
  drop: (field?: string) => void;
  save: () => Promise<RecordRow | null>;
  saving: boolean;
  cause: unknown;
  conflict: Conflict | null;
  settle: (mine: ReadonlySet<string>) => Promise<RecordRow | null>;
}

const textOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "label" in value) return String(value.label);
  return "";
};

/** Compares the three versions; fields both sides agree on are no clash. */
export function clashesOf(shape: ObjectShape, base: RecordRow, theirs: RecordRow, mine: Values): Clash[] {
  return Object.entries(mine).flatMap(([name, value]) => {
    const field = shape.fields.find((each) => each.name === name);
    if (!field) return [];
    const moved = !sameValue(field, base[name], theirs[name]);
    if (!moved || sameValue(field, theirs[name], value)) return [];
    return [{ field, base: base[name], theirs: theirs[name], mine: value }];
  });
}

/**
 * Changes typed but not yet saved. `base` is the record as it was when typing began, so a save names
 * the version that was really seen, however often the page was refreshed in between.
 */
export function useDraft(shape: ObjectShape, row: RecordRow, onSaved: (row: RecordRow) => void): Draft {
  const [values, setValues] = useState<Values>({});
  const [base, setBase] = useState<RecordRow | null>(null);
  const [round, setRound] = useState(0);
  const [saving, setSaving] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const fields = new Map(shape.fields.map((field) => [field.name, field]));
  const seen = base ?? row;
  const changed = Object.keys(values).filter((name) => {
    const field = fields.get(name);
    return field !== undefined && !sameValue(field, seen[name], values[name]);
  });

  const finish = (saved: RecordRow): RecordRow => {
    setValues({});
    setBase(null);
    setConflict(null);
    setRound((before) => before + 1);
    onSaved(saved);
    return saved;
  };
  const send = async (names: string[], version: number): Promise<RecordRow | null> => {
    const wire = Object.fromEntries(
      names.flatMap((name) =>
        fields.has(name) ? [[name, toWire(fields.get(name) as Field, values[name])]] : [],
      ),
    );
    setSaving(true);
    setCause(null);
    try {
      return finish(await patchRecord(shape.name, row.id, wire, version));
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.status !== 409) setCause(refused);
      else await compare(refused);
      return null;
    } finally {
      setSaving(false);
    }
  };
  const compare = async (refused: Refusal): Promise<void> => {
    const theirs = await api<RecordRow>(`/records/${shape.name}/${row.id}`);
    const clashes = clashesOf(shape, seen, theirs, values);
    if (clashes.length === 0) setCause(refused);
    const { by, at } = refused.facts;
    setConflict(
      clashes.length
        ? { clashes, theirs, by: textOf(by ?? theirs.updated_by), at: textOf(at ?? theirs.updated_at) }
        : null,
    );
  };
  return {
    values,
    changed,
    round,
    stale: base !== null && base.version < row.version,
    saving,
    cause,
    conflict,
    set: (field, value) => {
      setBase((before) => before ?? row);
      setValues((before) => ({ ...before, [field]: value }));
    },
    drop: (field) => {
      setCause(null);
      setConflict(null);
      if (field === undefined) {
        setValues({});
        setBase(null);
        setRound((before) => before + 1);
        return;
      }
      setValues(({ [field]: _gone, ...rest }) => rest);
    },
    save: () => send(changed, seen.version),
    settle: async (mine) => {
      if (!conflict) return null;
      const clashing = new Set(conflict.clashes.map((clash) => clash.field.name));
      const names = changed.filter((name) => !clashing.has(name) || mine.has(name));
      if (names.length === 0) return finish(conflict.theirs);
      return send(names, conflict.theirs.version);
    },
  };
}
