import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { Field, ObjectShape } from "@/app/shapes";
import { useFormWords } from "../words";

export interface Child {
  shape: ObjectShape;
  by: Field;
}

/** What points at an object, by the name a layout has for it: `object.field`. */
export function childrenOf(object: string, objects: readonly ObjectShape[]): Map<string, Child> {
  return new Map(
    objects.flatMap((shape) =>
      shape.fields
        .filter((field) => field.name !== "id" && field.type === "reference")
        .filter((field) => field.options?.object === object)
        .map((by) => [`${shape.name}.${by.name}`, { shape, by }] as const),
    ),
  );
}

/** The tables a form of an object may hold, and what they are called. */
export function useTables(object: string): Map<string, string> {
  const { data: objects = [] } = useObjects();
  const label = useLabel();
  const words = useFormWords();
  const said = [...childrenOf(object, objects)].map(([name, { shape, by }]) => {
    const of = label(shape.label, shape.name);
    return [name, words.tableBy(of, label(by.label, by.name))] as const;
  });
  return new Map(said);
}
