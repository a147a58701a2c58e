import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Link } from "react-router";
import { fetchPage, useObject } from "@/app/queries";
import type { Reference, Value } from "@/app/shapes";
import { isReference } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Chip } from "@/ui";
import { PickMany } from "@/ui/antd";
import type { EditProps, FieldKind, ShowProps } from "../kind";
import { targetOf } from "../pick-record";

const held = (value: Value | undefined): Reference[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isReference) : [];

/** What is not the reader's to see keeps its place in the list, by the head of its id. */
const named = ({ id, label }: Reference): string => label || `${id.slice(0, 8)}…`;

function Edit({ id, field, value, onChange, autoFocus, invalid }: EditProps) {
  const words = useDeskWords();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const object = targetOf(field);
  const title = useObject(object).data?.title ?? "name";
  const chosen = held(value);
  const { data = [] } = useQuery({
    queryKey: ["records", object, "pick", search, null],
    queryFn: async ({ signal }) => (await fetchPage(object, { search, limit: 20 }, undefined, signal)).items,
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  const found: Reference[] = data.map((row) => ({ id: row.id, label: String(row[title] ?? row.id) }));
  const known = [...chosen, ...found.filter((each) => !chosen.some((one) => one.id === each.id))];
  const put = (ids: string[]) => {
    const next = ids.flatMap((each) => known.filter((one) => one.id === each));
    setTyped("");
    onChange(next.length ? (next as unknown as Value) : null);
  };
  return (
    <PickMany
      id={id}
      value={chosen.map((each) => each.id)}
      options={known.map((each) => ({ value: each.id, label: named(each) }))}
      autoFocus={autoFocus}
      invalid={invalid}
      placeholder={words.record.search}
      none={<span className="dim">{words.record.noMatch}</span>}
      onSearch={setTyped}
      onChange={put}
    />
  );
}

function Show({ field, value }: ShowProps) {
  const object = targetOf(field);
  const known = useObject(object).data;
  return (
    <span className="row chips">
      {held(value).map((each) => (
        <Chip key={each.id}>
          {known && each.label ? <Link to={`/o/${object}/${each.id}`}>{each.label}</Link> : named(each)}
        </Chip>
      ))}
    </span>
  );
}

export const kind: FieldKind = {
  types: ["links"],
  operators: ["contains", "empty"],
  Edit,
  Show,
  width: 180,
};
