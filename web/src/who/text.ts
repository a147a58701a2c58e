import { useLabel, type Label } from "@/app/language";
import { usePeople } from "@/app/people";
import { useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import type { Who } from "./shapes";
import { useWhoWords } from "./words";

export interface Role {
  key: string;
  label: Label;
}

/** The fields of an object that name a person, its own and those of what it points to. */
export function usePersonFields(shape: ObjectShape): { value: string; label: string }[] {
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const own = shape.fields.filter((field) => field.type === "person");
  const links = shape.fields.filter((field) => field.type === "reference" && field.name !== "id");
  return [
    ...own.map((field) => ({ value: field.name, label: label(field.label, field.name) })),
    ...links.flatMap((link) => {
      const far = objects.find((each) => each.name === link.options?.object)?.fields ?? [];
      return far
        .filter((field) => field.type === "person")
        .map((field) => ({
          value: `${link.name}.${field.name}`,
          label: `${label(link.label, link.name)} · ${label(field.label, field.name)}`,
        }));
    }),
  ];
}

/** A list of people as one reads it: 发起人的直属上级、财务（全公司）. */
export function useWhoText(shape: ObjectShape, roles: readonly Role[]): (who: readonly Who[]) => string {
  const words = useWhoWords();
  const label = useLabel();
  const people = usePeople();
  const fields = usePersonFields(shape);
  const one = (who: Who): string => {
    switch (who.by) {
      case "person":
        return people.get(who.person ?? "") ?? words.unknown;
      case "role": {
        const role = roles.find((each) => each.key === who.role);
        const name = role ? label(role.label, role.key) : words.unknown;
        return words.inRole(name, words.withins[who.within ?? "team"]);
      }
      case "head":
        return words.head(words.ofs[who.of ?? "owner"], words.levels(who.n ?? 1));
      case "field":
        return fields.find((each) => each.value === who.field)?.label ?? words.unknown;
      case "formula":
        return words.either(list(who.then ?? []), list(who.else ?? []));
      default:
        return words.by[who.by];
    }
  };
  const list = (all: readonly Who[]): string => all.map(one).join(words.and) || words.nobody;
  return list;
}
