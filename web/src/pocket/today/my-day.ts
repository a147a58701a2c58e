import type { RecordRow } from "@/app/shapes";
import { both, isMine } from "../data/asks";
import { useFirst, useObject, useWho } from "../data";

/** My row of a company day: undefined where there is none; `known` once the phone has been told. */
export function useMyDay(today: string): { row: RecordRow | undefined; known: boolean } {
  const me = useWho();
  const shape = useObject("workday").data;
  const filter = both(isMine(me.id), ["day", "=", today]);
  const { data, error } = useFirst("workday", { filter, limit: 1 }, Boolean(shape));
  return { row: data?.[0], known: Boolean(shape) && (data !== undefined || Boolean(error)) };
}
