import type { ComponentType } from "react";
import type { Label } from "@/app/language";
import type { IconName } from "@/ui";

export type Options = Record<string, unknown>;

export interface OptionsProps {
  /** The object the field belongs to; its name as the API has it. */
  object: string;
  value: Options;
  /** A function where the answer of the server is waited for: what was typed meanwhile stays. */
  onChange: (next: Options | ((before: Options) => Options)) => void;
  /** The field is there already: what is fixed or may only grow says so. */
  there: boolean;
  /** What the field is called so far, where it is there. */
  field?: string | undefined;
  /** What the server found wrong, by option. */
  faults: Record<string, string>;
}

/** How one type of field is offered and set up. Files of `kinds/` export `entries`; they are found by looking. */
export interface TypeEntry {
  type: string;
  icon: IconName;
  group: "words" | "figures" | "choice" | "links" | "proof" | "computed";
  name: Label;
  /** What it is for, in one line. */
  says: Label;
  /** What the designer sets beside the usual; nothing where it is left out. */
  Options?: ComponentType<OptionsProps>;
  /** The options a new field begins with. */
  first?: Options;
}
