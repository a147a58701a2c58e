import { isBranch, type BranchNode, type FlowDraft, type FlowNode, type StepNode, type Way } from "./shapes";

/**
 * A place in a flow: the index of a node, then by turns of a way and of a node in it. Odd length: a node
 * (or the gap before it); even: a way of a fork.
 */
export type Path = readonly number[];

export const isWay = (path: Path): boolean => path.length % 2 === 0;
export const same = (a: Path | null, b: Path | null): boolean => a?.join() === b?.join();
const within = (inner: Path, outer: Path): boolean =>
  inner.length >= outer.length && outer.every((each, at) => inner[at] === each);

/** As the server spells it: `steps.1.branch.0.steps.2`. */
export const placeOf = (path: Path): string =>
  path.map((index, at) => `${at % 2 === 0 ? "steps" : "branch"}.${index}`).join(".");

export function nodeAt(steps: readonly FlowNode[], path: Path): FlowNode | undefined {
  const [at = -1, way, ...rest] = path;
  const node = steps[at];
  if (way === undefined) return node;
  const ways = node && isBranch(node) ? node.branch : [];
  return nodeAt(ways[way]?.steps ?? [], rest);
}

export function wayAt(steps: readonly FlowNode[], path: Path): Way | undefined {
  const fork = nodeAt(steps, path.slice(0, -1));
  return fork && isBranch(fork) ? fork.branch[path.at(-1) ?? -1] : undefined;
}

/** The list a node stands in, made anew by `change`. */
function inList(
  steps: FlowNode[],
  path: Path,
  change: (list: FlowNode[], at: number) => FlowNode[],
): FlowNode[] {
  const [at = 0, way, ...rest] = path;
  if (way === undefined) return change([...steps], at);
  return steps.map((node, index) => {
    if (index !== at || !isBranch(node)) return node;
    const ways = node.branch.map((each, n) =>
      n === way ? { ...each, steps: inList(each.steps, rest, change) } : each,
    );
    return { branch: ways };
  });
}

export const patchStep = (steps: FlowNode[], path: Path, change: Partial<StepNode>): FlowNode[] =>
  inList(steps, path, (list, at) =>
    list.map((node, index) => (index === at && !isBranch(node) ? { ...node, ...change } : node)),
  );

const patchFork = (steps: FlowNode[], path: Path, change: (ways: Way[]) => Way[]): FlowNode[] =>
  inList(steps, path, (list, at) =>
    list.map((node, index) => (index === at && isBranch(node) ? { branch: change([...node.branch]) } : node)),
  );

export const patchWay = (steps: FlowNode[], path: Path, change: Partial<Way>): FlowNode[] =>
  patchFork(steps, path.slice(0, -1), (ways) =>
    ways.map((way, index) => (index === path.at(-1) ? { ...way, ...change } : way)),
  );

export const insert = (steps: FlowNode[], path: Path, node: FlowNode): FlowNode[] =>
  inList(steps, path, (list, at) => [...list.slice(0, at), node, ...list.slice(at)]);

export const remove = (steps: FlowNode[], path: Path): FlowNode[] =>
  isWay(path)
    ? dropWay(steps, path)
    : inList(steps, path, (list, at) => list.filter((_, index) => index !== at));

/** A fork needs two ways; with the last but one goes the fork, and what stood in the other stays. */
function dropWay(steps: FlowNode[], path: Path): FlowNode[] {
  const fork = nodeAt(steps, path.slice(0, -1));
  if (!fork || !isBranch(fork)) return steps;
  const left = fork.branch.filter((_, index) => index !== path.at(-1));
  if (left.length > 1) return patchFork(steps, path.slice(0, -1), () => left);
  return inList(steps, path.slice(0, -1), (list, at) => [
    ...list.slice(0, at),
    ...(left[0]?.steps ?? []),
    ...list.slice(at + 1),
  ]);
}

export interface Moved {
  steps: FlowNode[];
  at: Path;
}

/** Where a path leads once the node at `gone` is no longer there. */
function shifted(path: Path, gone: Path): Path {
  const depth = gone.length - 1;
  const [mine, its] = [path[depth], gone[depth]];
  if (mine === undefined || its === undefined || !within(path, gone.slice(0, depth))) return path;
  return mine > its ? path.map((each, at) => (at === depth ? each - 1 : each)) : path;
}

/** Takes a node to a gap; nothing where the gap is inside it or next to it. */
export function moveTo(steps: FlowNode[], from: Path, gap: Path): Moved | null {
  const node = nodeAt(steps, from);
  if (!node || (within(gap, from) && gap.length > from.length) || same(from, gap)) return null;
  const at = shifted(gap, from);
  if (same(at, from)) return null;
  return { steps: insert(remove(steps, from), at, node), at };
}

const listAt = (steps: FlowNode[], path: Path): FlowNode[] =>
  path.length === 1 ? steps : (wayAt(steps, path.slice(0, -1))?.steps ?? []);

/** One place up or down; at the end of a way it leaves the fork. */
export function stepUpOrDown(steps: FlowNode[], path: Path, by: 1 | -1): Moved | null {
  const last = path.at(-1) ?? 0;
  const before = path.slice(0, -1);
  const inside = by < 0 ? last > 0 : last < listAt(steps, path).length - 1;
  if (inside) return moveTo(steps, path, [...before, by < 0 ? last - 1 : last + 2]);
  if (before.length === 0) return null;
  const fork = path.slice(0, -2);
  return moveTo(steps, path, by < 0 ? fork : [...fork.slice(0, -1), (fork.at(-1) ?? 0) + 1]);
}

/** A node to the way beside its own, a way to the place beside its own. */
export function stepAside(steps: FlowNode[], path: Path, by: 1 | -1): Moved | null {
  const fork = nodeAt(steps, path.slice(0, isWay(path) ? -1 : -2));
  const way = path.at(isWay(path) ? -1 : -2);
  if (way === undefined || !fork || !isBranch(fork)) return null;
  const to = way + by;
  if (to < 0 || to >= fork.branch.length) return null;
  if (!isWay(path))
    return moveTo(steps, path, [...path.slice(0, -2), to, fork.branch[to]?.steps.length ?? 0]);
  const swapped = patchFork(steps, path.slice(0, -1), (ways) => {
    const [moved] = ways.splice(way, 1);
    if (moved) ways.splice(to, 0, moved);
    return ways;
  });
  return { steps: swapped, at: [...path.slice(0, -1), to] };
}

/** Every step with the place it stands at, as it is read from top to bottom. */
export function allSteps(steps: readonly FlowNode[], before: Path = []): { step: StepNode; path: Path }[] {
  return steps.flatMap((node, at) => {
    const path = [...before, at];
    if (!isBranch(node)) return [{ step: node, path }];
    return node.branch.flatMap((way, n) => allSteps(way.steps, [...path, n]));
  });
}

export function freshKey(steps: readonly FlowNode[], base = "step"): string {
  const taken = new Set(allSteps(steps).map(({ step }) => step.key));
  let n = 1;
  while (taken.has(`${base}_${n}`)) n += 1;
  return `${base}_${n}`;
}

export const blankStep = (steps: readonly FlowNode[], label: StepNode["label"]): StepNode => ({
  key: freshKey(steps),
  label,
  mode: "any",
  who: [{ by: "head", n: 1, of: "starter" }],
  when: null,
  limit: null,
  fields: {},
  on_empty: "admin",
  on_repeat: "skip",
  copy: [],
  may: ["add_signer", "transfer", "return"],
});

export const blankFork = (names: { first: StepNode["label"]; rest: StepNode["label"] }): BranchNode => ({
  branch: [
    { label: names.first, when: "", steps: [] },
    { label: names.rest, when: null, steps: [] },
  ],
});

/** One way more, before the one for everything else. */
export function addWay(steps: FlowNode[], fork: Path, label: StepNode["label"]): Moved {
  const found = nodeAt(steps, fork);
  const ways = found && isBranch(found) ? found.branch : [];
  const rest = ways.findIndex((way) => way.when === null);
  const to = rest < 0 ? ways.length : rest;
  const added: Way = { label, when: "", steps: [] };
  return {
    steps: patchFork(steps, fork, (all) => [...all.slice(0, to), added, ...all.slice(to)]),
    at: [...fork, to],
  };
}

/** The same again with keys of its own. */
function again(steps: readonly FlowNode[], node: FlowNode): FlowNode {
  const made: FlowNode[] = [...steps];
  const renew = (each: FlowNode): FlowNode => {
    if (isBranch(each))
      return { branch: each.branch.map((way) => ({ ...way, steps: way.steps.map(renew) })) };
    const next = { ...each, key: freshKey(made) };
    made.push(next);
    return next;
  };
  return renew(structuredClone(node));
}

/** Copies a node to the place behind it, a way to the place beside it. */
export function copyAt(steps: FlowNode[], path: Path): Moved | null {
  const at = [...path.slice(0, -1), (path.at(-1) ?? 0) + 1];
  if (!isWay(path)) {
    const node = nodeAt(steps, path);
    return node ? { steps: insert(steps, at, again(steps, node)), at } : null;
  }
  const way = wayAt(steps, path);
  if (!way) return null;
  const twin = again(steps, { branch: [way] }) as BranchNode;
  const copied = patchFork(steps, path.slice(0, -1), (ways) => [
    ...ways.slice(0, at.at(-1)),
    ...twin.branch.map((each) => ({ ...each, when: each.when ?? "" })),
    ...ways.slice(at.at(-1)),
  ]);
  return { steps: copied, at };
}

/** Puts a copy of something elsewhere in a gap. */
export const paste = (steps: FlowNode[], gap: Path, node: FlowNode): Moved => ({
  steps: insert(steps, gap, again(steps, node)),
  at: gap,
});

/** Faults by place, whatever the action called the flow in its input. */
export function faultsAt(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([place, said]) => [
      place.replace(/^flow\./, "").replace(/\[(\d+)\]/g, ".$1"),
      said,
    ]),
  );
}

/** What is wrong at a place or anywhere below it. */
export const isBad = (faults: Record<string, string>, place: string): boolean =>
  Object.keys(faults).some((each) => each === place || each.startsWith(`${place}.`));

/** What is sent: blank parts left out, so that a saved flow reads as it was drawn. */
export function toInput(flow: FlowDraft): Record<string, unknown> {
  const plain = (node: FlowNode): unknown => {
    if (isBranch(node))
      return {
        branch: node.branch.map((way) => ({ ...way, when: way.when, steps: way.steps.map(plain) })),
      };
    const { pass, when, ...rest } = node;
    return {
      ...rest,
      ...(node.mode === "vote" ? { pass: pass || "0.5" } : {}),
      when: when || null,
    };
  };
  return { ...flow, steps: flow.steps.map(plain) };
}

/** The way a record would take at a fork: the one with a step that is asked, else the only empty one. */
export function takenWay(
  steps: readonly FlowNode[],
  fork: Path,
  tried: { steps: readonly { key: string }[] },
): number | null {
  const found = nodeAt(steps, fork);
  if (!found || !isBranch(found)) return null;
  const asked = new Set(tried.steps.map((each) => each.key));
  const inside = found.branch.map((way) => allSteps(way.steps).map(({ step }) => step.key));
  const taken = inside.findIndex((keys) => keys.some((key) => asked.has(key)));
  if (taken >= 0) return taken;
  const empty = inside.flatMap((keys, at) => (keys.length === 0 ? [at] : []));
  return empty.length === 1 ? (empty[0] ?? null) : null;
}
