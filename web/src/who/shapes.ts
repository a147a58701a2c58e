/** One way to name people; a list of them is their union, in its order, nobody twice. */
export interface Who {
  by: By;
  person?: string | null;
  role?: string | null;
  within?: Within;
  n?: number;
  of?: Of;
  /** A field that holds a person, or `reference.field`. */
  field?: string | null;
  when?: string;
  then?: Who[];
  else?: Who[];
}

export type By = "owner" | "starter" | "person" | "role" | "head" | "field" | "formula";
export type Within = "team" | "subtree" | "all";
export type Of = "owner" | "starter";

/** What each way begins as. */
export const blankWho = (by: By): Who => {
  switch (by) {
    case "role":
      return { by, role: null, within: "team" };
    case "head":
      return { by, n: 1, of: "starter" };
    case "person":
      return { by, person: null };
    case "field":
      return { by, field: null };
    case "formula":
      return { by, when: "", then: [{ by: "head", n: 1, of: "starter" }], else: [] };
    default:
      return { by };
  }
};
