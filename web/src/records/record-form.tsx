import { useMemo } from "react";
import { useMe } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { standingOf, without } from "@/forms/layout";
import { useForm } from "@/forms/queries";
import { Failed, Loading } from "@/ui";
import type { Draft } from "./draft";
import { FieldList } from "./field-list";

interface RecordFormProps {
  shape: ObjectShape;
  row: RecordRow;
  draft: Draft;
  readOnly: boolean;
  /** Fields the page shows elsewhere. */
  except?: readonly string[];
  bare?: boolean;
}

const NONE: readonly string[] = [];

/** A record by its form's layout: what is typed decides at once what else shows. */
export function RecordForm({ shape, row, draft, readOnly, except = NONE, bare = false }: RecordFormProps) {
  const { data: layout, error, refetch } = useForm(shape.name, "desk");
  const currency = useMe().data?.currency ?? "CNY";
  const tabs = useMemo(() => {
    if (!layout) return null;
    const values = { ...row, ...draft.values };
    return standingOf(shape, without(layout, new Set(except)), values, row, currency);
  }, [layout, shape, row, draft.values, except, currency]);
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (!tabs) return <Loading lines={6} />;
  return <FieldList tabs={tabs} row={row} draft={draft} readOnly={readOnly} bare={bare} />;
}
