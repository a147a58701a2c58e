/** Recipients and approvers: a list is their union, in order, nobody twice. */
export type Who =
  | { by: "owner" }
  | { by: "starter" }
  | { by: "person"; person: string }
  | { by: "role"; role: string; within?: "team" | "subtree" | "all" }
  | { by: "head"; n: number; of: "owner" | "starter" }
  | { by: "field"; field: string }
  | { by: "formula"; when: string; then: Who[]; else: Who[] };

export type WhoKind = Who["by"];

export interface RoleName {
  key: string;
  label: { zh: string; en: string };
}

/** One of a kind, with what is asked for still open. */
export function blankWho(kind: WhoKind, roles: readonly RoleName[], people: readonly string[]): Who {
  switch (kind) {
    case "person":
      return { by: "person", person: "" };
    case "role":
      return { by: "role", role: roles[0]?.key ?? "", within: "team" };
    case "head":
      return { by: "head", n: 1, of: "owner" };
    case "field":
      return { by: "field", field: people[0] ?? "" };
    case "formula":
      return { by: "formula", when: "", then: [{ by: "owner" }], else: [] };
    default:
      return { by: kind };
  }
}
