import { Fragment } from "react";
import { number } from "@/app/format";
import { useLanguage } from "@/app/language";
import { useObject } from "@/app/queries";
import type { Filter, ObjectShape } from "@/app/shapes";
import { conditionsOf } from "@/records/ask";
import { FilterChip } from "@/records/filter-chip";
import type { GivenObject, Layer } from "./shapes";
import { useRoutingWords } from "./words";

/** A layer in one line: what it asks. */
export function LayerText({ layer, about }: { layer: Layer; about: GivenObject }) {
  const words = useRoutingWords();
  const shape = useObject(layer.about === "rep" ? "rep_profile" : about).data;
  if (layer.about === "load") return <>{words.fewer(number(layer.below ?? 0))}</>;
  if (layer.about === "team")
    return <>{words.members(number(layer.departments.length + layer.people.length))}</>;
  return <ConditionText shape={shape} filter={layer.filter ?? null} />;
}

function ConditionText({ shape, filter }: { shape: ObjectShape | undefined; filter: Filter | null }) {
  const words = useRoutingWords();
  const and = useLanguage() === "zh" ? " 且 " : " and ";
  const parts = conditionsOf(filter);
  if (!shape || parts.length === 0) return <>{words.anyone}</>;
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={JSON.stringify(part)}>
          {at > 0 ? and : null}
          <FilterChip shape={shape} condition={part} />
        </Fragment>
      ))}
    </>
  );
}
