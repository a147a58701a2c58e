import type { Field } from "@/app/shapes";
import { MEETINGS, type Draft } from "./draft";
import type { Found } from "./speech";
import { isSpoken, type Filled } from "./took";

/**
 * What a note fills in: fields that are blank, and those an earlier note filled. What somebody typed or
 * picked stays. The decision maker is a name or somebody of the directory, as the field is designed.
 */
export function fillFrom(found: Found, draft: Draft, decider: Field | undefined): Partial<Draft> {
  const byId = decider?.type === "reference";
  const met = found.decision_maker;
  const said: Record<Filled, string> = {
    contact: found.contact?.id ?? "",
    decision_maker:
      MEETINGS.has(draft.type) && decider?.writable ? ((byId ? met?.id : met?.label) ?? "") : "",
    topic: found.topic,
    objection: found.objection,
    next_step: found.next_step,
    next_on: found.next_on ?? "",
  };
  const fresh = (Object.keys(said) as Filled[]).filter(
    (field) => said[field] !== "" && (draft[field].trim() === "" || isSpoken(draft, field)),
  );
  const values = Object.fromEntries(fresh.map((field) => [field, said[field]]));
  return fresh.length === 0 ? {} : { ...values, spoken: { ...draft.spoken, ...values } };
}
