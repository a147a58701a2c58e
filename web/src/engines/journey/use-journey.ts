import { useQuery } from "@tanstack/react-query";
import type { ObjectShape } from "@/app/shapes";
import { inquire } from "@/app/writes";
import type { Journey, Span, Wanted } from "./shapes";

export type Whose = "customer" | "deal";

/** Under the key of activities, so that it is asked anew when something was done. */
export const useJourney = (object: Whose, record: string, span: Span, wanted: Wanted, columns: number) =>
  useQuery({
    queryKey: ["records", "activity", "journey", object, record, span, wanted, columns] as const,
    queryFn: ({ signal }) =>
      inquire<Journey>("show_journey", { object, ...(span ?? {}), ...wanted, columns }, signal, record),
    enabled: columns > 0,
    placeholderData: (before) => before,
  });

/** Whether records of an object have a journey: activities tell of it. */
export const hasJourney = (object: string, objects: ObjectShape[]): object is Whose =>
  (object === "customer" || object === "deal") &&
  Boolean(
    objects
      .find((each) => each.name === "activity")
      ?.fields.some((field) => field.name === object && field.options?.object === object),
  );
