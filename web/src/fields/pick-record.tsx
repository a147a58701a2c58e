import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { fetchPage, useObject } from "@/app/queries";
import type { Field, Filter, Reference } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { PickOne } from "@/ui/antd";

/** The object a reference-like field points at. */
export function targetOf(field: Field): string {
  if (field.type === "person" || field.type === "department") return field.type;
  return field.options?.object ?? "";
}

interface PickRecordProps {
  id?: string;
  object: string;
  value: Reference | null;
  onChange: (value: Reference | null) => void;
  clearable?: boolean;
  autoFocus?: boolean | undefined;
  invalid?: boolean | undefined;
  label?: string;
  /** Narrows the choice, e.g. contacts of one customer. */
  filter?: Filter | null;
  placeholder?: string;
}

/** Searches the records the reader may see; what is chosen stays shown whatever the search finds. */
export function PickRecord(props: PickRecordProps) {
  const { object, value, onChange, filter = null } = props;
  const words = useDeskWords();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const title = useObject(object).data?.title ?? "name";
  const { data = [], isFetching } = useQuery({
    queryKey: ["records", object, "pick", search, filter],
    queryFn: async ({ signal }) =>
      (await fetchPage(object, { search, filter, limit: 20 }, undefined, signal)).items,
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  const found = data.map((row) => ({ value: row.id, label: String(row[title] ?? row.id) }));
  const chosen =
    value && !found.some((option) => option.value === value.id)
      ? [{ value: value.id, label: value.label }]
      : [];
  const options = [...chosen, ...found];
  const pick = (id: string | null) => {
    const option = options.find((each) => each.value === id);
    setTyped("");
    onChange(option ? { id: option.value, label: option.label } : null);
  };
  return (
    <PickOne
      {...(props.id ? { id: props.id } : {})}
      {...(props.label ? { label: props.label } : {})}
      value={value?.id ?? null}
      options={options}
      clearable={props.clearable ?? false}
      autoFocus={props.autoFocus}
      invalid={props.invalid}
      placeholder={props.placeholder ?? words.record.search}
      loading={isFetching}
      none={<span className="dim">{words.record.noMatch}</span>}
      onSearch={setTyped}
      onChange={pick}
    />
  );
}
