import type { Label } from "@/app/language";

export interface Asked {
  field: string;
  label: Label | null;
  help: Label | null;
  required: boolean;
  files: FileLimits | null;
}

export const FILE_KINDS = ["picture", "pdf", "document", "sheet", "sound", "film"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What a question for files takes; blank is what the settings say, no kinds are all. */
export interface FileLimits {
  most: number | null;
  each_mb: number | null;
  kinds: FileKind[];
}

export interface Limits {
  body_kb: number | null;
  per_address: number | null;
  per_form: number | null;
}

/** A form as it is drawn. */
export interface Design {
  name: Label;
  intro: Label;
  source: string;
  fields: Asked[];
  defaults: Record<string, unknown>;
  thanks: Label;
  consent: Label;
  origins: string[];
  limits: Limits;
}

export interface Place {
  id: string;
  name: string;
  source: string | null;
  token: string;
  path: string;
  url: string | null;
  closed: boolean;
  leads: number;
  last_at: string | null;
}

export interface CaptureForm {
  id: string;
  version: number;
  name: string;
  state: "draft" | "live" | "closed";
  source: string;
  number: number | null;
  published_at: string | null;
  design: Design;
  drafted: boolean;
  places: Place[];
}

interface Choice {
  key: string;
  label: Label;
}

/** A field of a lead that a form may ask. */
export interface Askable {
  name: string;
  label: Label;
  kind: string;
  required: boolean;
  choices: Choice[];
}

export interface Shown {
  items: CaptureForm[];
  fields: Askable[];
  sources: Choice[];
  limits: {
    body_kb: number;
    per_address: number;
    per_form: number;
    most_files: number;
    file_mb: number;
  };
}

export interface Visit {
  at: string;
  path: string;
  title: string;
  referrer: string;
  seconds: number;
}

export interface Visited {
  count: number;
  pages: number;
  items: Visit[];
}
