import { useLabel } from "@/app/language";
import { useObject, useProcesses } from "@/app/queries";

/** What a stage of any deal process is called. */
export function useStageLabel(): (key: string) => string {
  const label = useLabel();
  const { data = [] } = useProcesses();
  return (key) => {
    const nodes = data.filter((each) => each.object === "deal").flatMap((each) => each.nodes);
    return label(nodes.find((each) => each.key === key)?.label, key);
  };
}

interface Choice {
  value: string;
  label: string;
}

/** The choices of a field, and what one of them is called. */
export function useChoicesOf(
  object: string,
  field: string,
): { all: Choice[]; name: (key: string) => string } {
  const label = useLabel();
  const shape = useObject(object).data;
  const all = (shape?.fields.find((each) => each.name === field)?.options?.choices ?? []).map((each) => ({
    value: each.key,
    label: label(each.label, each.key),
  }));
  return { all, name: (key) => all.find((each) => each.value === key)?.label ?? key };
}

/** Every stage of every deal process, once. */
export function useStages(): Choice[] {
  const label = useLabel();
  const { data = [] } = useProcesses();
  const found = new Map<string, string>();
  for (const process of data.filter((each) => each.object === "deal"))
    for (const node of process.nodes)
      if (!found.has(node.key)) found.set(node.key, label(node.label, node.key));
  return [...found].map(([value, name]) => ({ value, label: name }));
}
