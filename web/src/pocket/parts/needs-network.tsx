import { Empty } from "@/ui/states";
import { useOnline } from "../device/online";
import { useLaterWords } from "../words/later";

/** Said where something is for the server alone to do: why, instead of a button that would not work. */
export function NeedsNetwork({ why }: { why: string }) {
  const words = useLaterWords();
  return useOnline() ? null : <Empty title={words.needsNetwork}>{why}</Empty>;
}
