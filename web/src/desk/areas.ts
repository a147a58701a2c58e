import type { ObjectShape } from "@/app/shapes";
import type { IconName } from "@/ui";

/** A place on the rail. Only places that have a screen the reader may open are shown. */
export interface Area {
  key:
    | "lead"
    | "customer"
    | "deal"
    | "trade"
    | "process"
    | "insight"
    | "todo"
    | "more"
    | "imports"
    | "history"
    | "access"
    | "setup";
  icon: IconName;
  tabs: Tab[];
  /** Stands at the foot of the rail. */
  low?: boolean;
}

export interface Tab {
  key: string;
  to: string;
  /** Objects without a tab of their own whose records belong to this one. */
  also?: string[];
  /** An object's own label, or a word of the desk. */
  object?: string;
  word?:
    | "board"
    | "boards"
    | "given"
    | "givingRules"
    | "captureForms"
    | "cleaning"
    | "channels"
    | "ranked"
    | "scoring"
    | "team"
    | "meeting"
    | "metrics"
    | "best"
    | "packs"
    | "objections"
    | "health"
    | "churn"
    | "imports"
    | "history"
    | "objects"
    | "forms"
    | "processes"
    | "rules"
    | "calendar"
    | "settings"
    | "inbox"
    | "notify"
    | "outside"
    | "duplicates"
    | "pool"
    | "handover"
    | "approvals"
    | "flows"
    | AccessTab;
}

type AccessTab = "roles" | "people" | "departments" | "shares" | "accessHistory";

/** Where access is administered, for who may. */
const ACCESS: Tab[] = (
  [
    ["roles", "roles"],
    ["people", "people"],
    ["departments", "departments"],
    ["shares", "shares"],
    ["history", "accessHistory"],
  ] satisfies [string, AccessTab][]
).map(([path, word]) => ({ key: `access-${path}`, to: `/access/${path}`, word }));

/** Objects whose home is a certain area; everything else, custom objects included, is under 其他. */
const HOMES: Record<string, Area["key"]> = {
  lead: "lead",
  assignment: "lead",
  distribution: "lead",
  rep_profile: "lead",
  capture_form: "lead",
  channel_spend: "lead",
  capture_place: "lead",
  customer: "customer",
  contact: "customer",
  competitor: "customer",
  deal: "deal",
  quotation: "trade",
  contract: "trade",
  order: "trade",
  communication: "customer",
  complaint: "customer",
  satisfaction: "customer",
  activity: "process",
  evidence: "process",
  stay: "process",
  objection: "process",
  script: "process",
  team_request: "process",
  team_week: "process",
  workday: "process",
  point: "process",
  content: "process",
  content_sent: "process",
  work_item: "todo",
  suspicion: "todo",
};

const ICONS: Record<Area["key"], IconName> = {
  lead: "lead",
  customer: "cust",
  deal: "deal",
  trade: "doc",
  process: "proc",
  insight: "fx",
  todo: "todo",
  more: "list",
  imports: "upload",
  history: "hist",
  setup: "studio",
  access: "lock",
};

const ORDER: Area["key"][] = ["lead", "customer", "deal", "trade", "process", "insight", "todo", "more"];

function tabsOf(
  key: Area["key"],
  objects: ObjectShape[],
  moving: ReadonlySet<string>,
  permissions: readonly string[],
): Tab[] {
  if (key === "insight")
    return [
      { key: "boards", to: "/insight/boards", word: "boards" },
      { key: "metrics", to: "/insight/metrics", word: "metrics" },
      ...learningTabs(objects),
    ];
  const rank = (shape: ObjectShape) => Object.keys(HOMES).indexOf(shape.name);
  const own = objects
    .filter((shape) => (HOMES[shape.name] ?? "more") === key && !PAGED.has(shape.name))
    .sort((a, b) => rank(a) - rank(b));
  const lists = own.flatMap((shape) => {
    const list: Tab = { key: shape.name, to: `/o/${shape.name}`, object: shape.name };
    if (!moving.has(shape.name)) return [list];
    const board: Tab = { key: `${shape.name}-board`, to: `/o/${shape.name}/board`, word: "board" };
    const team: Tab = { key: `${shape.name}-team`, to: `/o/${shape.name}/team`, word: "team" };
    return shape.name === "deal" ? [list, board, team] : [list, board];
  });
  if (key === "customer" && own.some((shape) => shape.name === "customer" && shape.can.create)) {
    lists.push(POOL, DUPLICATES, CLEANING, ...(permissions.includes("workitems:open") ? [HANDOVER] : []));
  }
  if (key === "lead" && own.some((shape) => shape.name === "lead"))
    return [...lists, ...leadTabs(objects, permissions)];
  if (key === "process" && own.some((shape) => shape.name === "workday")) return [MEETING, ...lists];
  return key === "todo" ? [APPROVALS, ...lists, ...TOLD] : lists;
}

/** How leads are given out, behind their list. */
const GIVEN: Tab = { key: "given", to: "/routing", word: "given", also: ["assignment"] };
const CHANNELS: Tab = { key: "channels", to: "/capture/channels", word: "channels" };
const CAPTURE: Tab = {
  key: "capture",
  to: "/capture",
  word: "captureForms",
  also: ["capture_form", "capture_place"],
};
const GIVING_RULES: Tab = {
  key: "giving-rules",
  to: "/routing/rules",
  word: "givingRules",
  also: ["distribution"],
};

/** Leads by score, how they were given out, and what rules and models do it. */
function leadTabs(objects: ObjectShape[], permissions: readonly string[]): Tab[] {
  const given = objects.some((shape) => shape.name === "assignment");
  const scored = objects.some(
    (shape) => shape.name === "lead" && shape.fields.some((each) => each.name === "score"),
  );
  return [
    ...(scored ? [{ key: "ranked", to: "/scoring", word: "ranked" } satisfies Tab] : []),
    ...(given ? [GIVEN] : []),
    ...(objects.some((shape) => shape.name === "channel_spend") ? [CHANNELS] : []),
    ...(given && permissions.includes("schema:design") ? [GIVING_RULES, CAPTURE] : []),
    ...(permissions.includes("rules:publish")
      ? [{ key: "scoring", to: "/scoring/model", word: "scoring" } satisfies Tab]
      : []),
  ];
}

/** Where the system itself is shaped: a tab for each permission. */
function setupTabs(permissions: readonly string[]): Tab[] {
  return [...designTabs(permissions), ...(permissions.includes("access:administer") ? [OUTSIDE] : [])];
}

const POOL: Tab = { key: "pool", to: "/pool", word: "pool" };
/** For those who head others: the same who open work items for them. */
const CLEANING: Tab = { key: "cleaning", to: "/customers/cleaning", word: "cleaning" };
const HANDOVER: Tab = { key: "handover", to: "/handover", word: "handover" };
const DUPLICATES: Tab = { key: "duplicates", to: "/duplicates", word: "duplicates" };
/** Learning from the best: what of it the reader may open. */
function learningTabs(objects: ObjectShape[]): Tab[] {
  const has = (name: string) => objects.some((each) => each.name === name);
  const tabs: [boolean, Tab][] = [
    [has("activity"), { key: "best", to: "/insight/best", word: "best" }],
    [has("action_pack"), { key: "packs", to: "/insight/packs", word: "packs", also: ["action_pack"] }],
    [has("health_score"), { key: "health", to: "/insight/health", word: "health", also: ["health_score"] }],
    [has("churn_week"), { key: "churn", to: "/insight/churn", word: "churn", also: CHURN }],
    [
      has("objection"),
      { key: "objections", to: "/insight/objections", word: "objections", also: ["objection", "script"] },
    ],
  ];
  return tabs.filter(([open]) => open).map(([, tab]) => tab);
}

const MEETING: Tab = { key: "meeting", to: "/daily", word: "meeting", also: ["workday_line"] };
const APPROVALS: Tab = {
  key: "approvals",
  to: "/approvals",
  word: "approvals",
  also: ["approval", "approval_task"],
};
const CHURN = ["churn_week", "churn_case", "churn_step", "churn_member", "incentive_weight"];
/** Objects with a page of their own instead of a plain list among the tabs. */
const PAGED: ReadonlySet<string> = new Set([
  "approval",
  "approval_task",
  "content_version",
  "assignment",
  "distribution",
  "capture_form",
  "channel_spend",
  "capture_place",
  "action_pack",
  "objection",
  "script",
  "team_week",
  "workday_line",
  "health_score",
  "churn_week",
  "churn_case",
  "churn_step",
  "churn_member",
  "incentive_weight",
]);
const OUTSIDE: Tab = { key: "outside", to: "/outside", word: "outside" };

/** What concerns the reader himself, behind the work items he has. */
const TOLD: Tab[] = [
  { key: "inbox", to: "/inbox", word: "inbox" },
  { key: "notify", to: "/inbox/settings", word: "notify" },
];

function designTabs(permissions: readonly string[]): Tab[] {
  if (!permissions.includes("schema:design")) return [];
  return [
    { key: "design", to: "/design", word: "objects" },
    { key: "forms", to: "/forms", word: "forms" },
    { key: "processes", to: "/processes", word: "processes" },
    { key: "flows", to: "/flows", word: "flows" },
    { key: "rules", to: "/rules", word: "rules" },
    { key: "calendar", to: "/calendar", word: "calendar" },
    { key: "settings", to: "/settings", word: "settings" },
  ];
}

/** The areas this reader has; `moving` are the objects that have a process. */
export function areasFor(
  objects: ObjectShape[],
  moving: ReadonlySet<string>,
  permissions: readonly string[],
): Area[] {
  const areas: Area[] = ORDER.map((key) => ({
    key,
    icon: ICONS[key],
    tabs: tabsOf(key, objects, moving, permissions),
  }));
  const history: Area = {
    key: "history",
    icon: ICONS.history,
    tabs: [{ key: "history", to: "/history", word: "history" }],
    low: true,
  };
  const imports: Area = {
    key: "imports",
    icon: ICONS.imports,
    tabs: [{ key: "imports", to: "/imports", word: "imports" }],
    low: true,
  };
  const may = (permission: string) => permissions.includes(permission);
  const access: Area = { key: "access", icon: ICONS.access, tabs: ACCESS, low: true };
  const setup: Area = { key: "setup", icon: ICONS.setup, tabs: setupTabs(permissions), low: true };
  const low = [
    ...(may("records:import") ? [imports] : []),
    ...(may("events:read") ? [history] : []),
    ...(may("access:administer") ? [access] : []),
    setup,
  ];
  return [...areas, ...low].filter((area) => area.tabs.length > 0);
}

/** Which area and tab an address belongs to; a record belongs to its list. */
export function placeOf(path: string, areas: Area[]): { area: Area; tab: Tab } | null {
  let best: { area: Area; tab: Tab } | null = null;
  for (const area of areas) {
    for (const tab of area.tabs) {
      if (path.startsWith("/o/") && tab.also?.includes(path.split("/")[2] ?? "")) return { area, tab };
      const inside = path === tab.to || path.startsWith(`${tab.to}/`);
      if (inside && (!best || tab.to.length > best.tab.to.length)) best = { area, tab };
    }
  }
  return best;
}
