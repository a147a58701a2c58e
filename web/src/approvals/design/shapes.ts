import type { Label } from "@/app/language";
import type { Who } from "@/designing/who";

export interface Limit {
  hours: number;
  in: "working" | "calendar";
  remind_hours?: number | null;
  then: "remind" | "escalate" | "pass" | "return";
  to?: Who[];
}

export type Mode = "serial" | "any" | "all" | "vote";
export type Power = "add_signer" | "transfer" | "return";

export interface StepNode {
  key: string;
  label: Label;
  mode: Mode;
  /** Of a vote: which share of those asked must say yes, as a decimal. */
  pass?: string | null;
  who: Who[];
  when?: string | null;
  limit?: Limit | null;
  fields?: Record<string, "hidden" | "edit">;
  on_empty?: "admin" | "skip" | "refuse" | "head";
  on_repeat?: "ask" | "skip";
  copy?: Who[];
  may?: Power[];
}

/** One way out of a fork; without a condition it is the one taken when no other is. */
export interface Way {
  label: Label;
  when: string | null;
  steps: FlowNode[];
}

export interface BranchNode {
  branch: Way[];
}

export type FlowNode = StepNode | BranchNode;

/** What is held back until it is approved; with a condition only while it holds. */
export type Start = ({ action: string } | { field: string; to: unknown }) & { when?: string | null };

export interface FlowDraft {
  key: string;
  object: string;
  label: Label;
  title?: Label | string | null;
  start?: Start | null;
  /** Whoever asked may be one of those who decide. */
  own?: boolean;
  /** Fields whose change takes an approval away. */
  void?: string[];
  /** Where it goes on after it came back to whoever asked. */
  resubmit?: "again" | "there";
  steps: FlowNode[];
}

export const isBranch = (node: FlowNode): node is BranchNode => "branch" in node;
