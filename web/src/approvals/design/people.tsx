import type { ObjectShape } from "@/app/shapes";
import type { RoleName, Who } from "@/designing/who";
import { WhoPicker } from "@/designing/who-picker";

interface PeopleProps {
  label: string;
  value: Who[];
  shape: ObjectShape;
  roles: readonly RoleName[];
  /** Where the list stands in what the server checks, e.g. `steps.0.who`. */
  place: string;
  faults: Record<string, string>;
  onChange: (who: Who[]) => void;
}

/** A list of people with what the server says of it, wherever inside a line it says so. */
export function People({ value, place, faults, ...rest }: PeopleProps) {
  const faultAt = (part: string): string | undefined => {
    const at = `${place}.${part}`;
    if (!/^\d+$/.test(part)) return faults[at];
    return Object.entries(faults).find(([each]) => each === at || each.startsWith(`${at}.`))?.[1];
  };
  return (
    <>
      <WhoPicker {...rest} who={value} fault={faultAt} />
      {faults[place] ? <p className="sm risk">{faults[place]}</p> : null}
    </>
  );
}
