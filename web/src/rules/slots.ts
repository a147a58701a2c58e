/**
 * Slots of a requirement: each takes one piece, and nothing that was shown lies in two.
 *
 * Pure. Twin: prooftrail/platform/processes/rules/slots.py; shared cases: cases/gates.
 */

/** A place for one piece. With `words` or a `measure` what it is for has to be read on the picture. */
export interface Slot {
  readonly key: string;
  readonly words?: readonly string[] | undefined;
  readonly measure?: boolean | undefined;
}

/** Whether the server looks for something on the picture. */
export const isRead = (slot: Slot): boolean => (slot.words?.length ?? 0) > 0 || slot.measure === true;

/** What lies in each slot, as many filled as can be. `pieces`: the slot of each and what it shows. */
export function fill(
  slots: readonly Slot[],
  pieces: readonly (readonly [string | null | undefined, string])[],
): Map<string, string> {
  const offered = new Map(
    slots.map(({ key }) => [key, pieces.flatMap(([slot, shown]) => (slot === key ? [shown] : []))] as const),
  );
  const holder = new Map<string, string>();
  const place = (slot: string, tried: Set<string>): boolean => {
    for (const shown of offered.get(slot) ?? []) {
      if (tried.has(shown)) continue;
      tried.add(shown);
      const other = holder.get(shown);
      if (other === undefined || place(other, tried)) {
        holder.set(shown, slot);
        return true;
      }
    }
    return false;
  };
  for (const slot of offered.keys()) place(slot, new Set());
  return new Map([...holder].map(([shown, slot]) => [slot, shown]));
}
