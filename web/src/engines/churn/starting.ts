import { useQueryClient } from "@tanstack/react-query";
import { date, number } from "@/app/format";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { useChurnWords } from "./words";

export const KINDS = ["push", "weight", "expert"] as const;
export type Kind = (typeof KINDS)[number];

interface Started {
  treated: number;
  left_out: number;
  measured_on: string;
}

/** Starts an intervention for the churned of a department, perhaps of one trait alone, and says what began. */
export function useStarting(unit: string) {
  const words = useChurnWords();
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const start = async (kind: Kind, trait: string | null): Promise<string> => {
    let said = "";
    await attempt(async () => {
      const { result } = await act<Started>("start_churn_step", { kind, unit, ...(trait ? { trait } : {}) });
      said = words.started(number(result.treated), number(result.left_out), date(result.measured_on));
      await client.invalidateQueries({ queryKey: ["records", "churn_step"] });
    });
    return said;
  };
  return { busy, cause, start };
}
