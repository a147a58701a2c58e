import type { DayOrder, Guess, GuessedColumn, Said } from "./shapes";

export type OnMatch = "skip" | "update" | "create";

/** What one column fills once. `by` is null where the server's own order of ways is right. */
export interface TargetDraft {
  field: string;
  by: string | null;
  dates: DayOrder | null;
  missing: "reject" | "blank";
  values: Record<string, string | null>;
}

export interface ColumnDraft {
  name: string;
  targets: TargetDraft[];
}

/** What the person who imports has said so far. */
export interface Draft {
  columns: ColumnDraft[];
  match: string[];
  onMatch: OnMatch;
  /** What is almost certainly a record that is there is taken for it, however it is spelt. */
  alike: boolean;
  /** Whether of rows that are almost certainly one only the first is written. */
  once: boolean;
  history: boolean;
  /** Wire values by field, for every new row. */
  constants: Record<string, unknown>;
  sheet: string | null;
  top: number | null;
}

export const plainTarget = (field: string): TargetDraft => ({
  field,
  by: null,
  dates: null,
  missing: "reject",
  values: {},
});

/** Words written another way are taken for what they mean; what is only similar is asked about. */
export const readyValues = (values: Said[]): Record<string, string> =>
  Object.fromEntries(
    values.flatMap((each) => (each.how === "spelled" && each.meant ? [[each.said, each.meant]] : [])),
  );

/** Whether a field's words can be other than they are: those of a choice, and of a link. */
export function hasWords(guess: Guess, name: string): boolean {
  const field = guess.fields.find((each) => each.name === name);
  return field !== undefined && (field.object !== null || field.type === "choice");
}

/**
 * The draft with what the server now knows of its columns' words; what somebody said stays, but for
 * fields that may no longer be filled, because the past is not kept any more.
 */
export function settled(draft: Draft, guess: Guess): Draft {
  const known = new Set(guess.fields.map((field) => field.name));
  return {
    ...draft,
    columns: draft.columns.map((column, at) => ({
      ...column,
      targets: column.targets
        .filter((target) => known.has(target.field))
        .map((target) =>
          hasWords(guess, target.field)
            ? { ...target, values: { ...readyValues(guess.columns[at]?.values ?? []), ...target.values } }
            : target,
        ),
    })),
  };
}

export function draftOf(guess: Guess): Draft {
  const first: Draft = {
    columns: guess.columns.map((column) => ({
      name: column.name,
      targets: column.targets.map((target) => ({
        ...plainTarget(target.field),
        dates: column.dates,
        values: target.values,
      })),
    })),
    match: guess.match,
    onMatch: "skip",
    alike: false,
    once: false,
    history: guess.history,
    constants: {},
    sheet: guess.sheet,
    top: guess.sheet === null ? null : guess.top,
  };
  return settled(first, guess);
}

export const filledBy = (draft: Draft): Set<string> =>
  new Set(draft.columns.flatMap((column) => column.targets.map((target) => target.field)));

/** Fields that would be filled by two columns: the server refuses that, so it is said here. */
export function filledTwice(draft: Draft): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { targets } of draft.columns)
    for (const { field } of targets) (seen.has(field) ? twice : seen).add(field);
  return twice;
}

const said = (target: TargetDraft): unknown => {
  const { field, by, dates, missing, values } = target;
  const more = {
    ...(by ? { by } : {}),
    ...(dates ? { dates } : {}),
    ...(missing === "blank" ? { missing } : {}),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  };
  return Object.keys(more).length > 0 ? { field, ...more } : field;
};

const columnsOf = (columns: ColumnDraft[]): Record<string, unknown> =>
  Object.fromEntries(
    columns.map(({ name, targets }) => [
      name,
      targets.length === 0
        ? null
        : targets.length === 1
          ? said(targets[0] as TargetDraft)
          : targets.map(said),
    ]),
  );

const file = ({ sheet, top }: Pick<Draft, "sheet" | "top">): Record<string, unknown> => ({
  ...(sheet ? { sheet } : {}),
  ...(top ? { top } : {}),
});

/** The mapping as the API takes it; every column is said, so that nothing is guessed behind one's back. */
export function mappingOf(draft: Draft): Record<string, unknown> {
  const filled = filledBy(draft);
  const match = draft.match.filter((name) => filled.has(name));
  return {
    ...file(draft),
    columns: columnsOf(draft.columns),
    ...(match.length > 0 ? { match } : {}),
    ...(match.length > 0 || draft.alike ? { on_match: draft.onMatch } : {}),
    ...(draft.alike ? { alike: "match" } : {}),
    ...(draft.once ? { alike_rows: "skip" } : {}),
    ...(draft.history ? { history: true } : {}),
    ...(Object.keys(draft.constants).length > 0 ? { constants: draft.constants } : {}),
  };
}

/** What is asked of the server again when a column goes somewhere else: only its words are of interest. */
export const askingOf = (draft: Draft): Record<string, unknown> => ({
  ...file(draft),
  columns: columnsOf(draft.columns.map((column) => ({ ...column, targets: column.targets.map(bare) }))),
  history: draft.history,
  match: draft.match,
});

const bare = (target: TargetDraft): TargetDraft => ({ ...target, values: {} });

/** Words that need somebody's eye, the unknown ones first as the server sends them. */
export const toSettle = (column: GuessedColumn): Said[] =>
  column.values.filter((each) => each.how !== "exact" && each.how !== "open");

/** Cells without anything: they can stand for a word, too. None where the whole file was not read. */
export const blanksOf = (guess: Guess, column: GuessedColumn): Said[] =>
  !guess.more && column.filled < guess.rows
    ? [{ said: "", count: guess.rows - column.filled, meant: null, how: "open" }]
    : [];
