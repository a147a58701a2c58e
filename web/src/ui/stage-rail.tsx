import type { ReactNode } from "react";
import { Seal, type SealState } from "./seal";
import "./stage-rail.css";

export interface Station {
  key: string;
  label: string;
  /** A seal where something is known; a number where the road has not got yet. */
  state: SealState | null;
  note?: ReactNode;
  /** Behind us: the line is drawn in ink. */
  done: boolean;
  here: boolean;
  /** A vertical ink bar stands before this station. */
  gate: boolean;
}

interface StageRailProps {
  stations: Station[];
  /** More than 8 stations on a phone stand upright. */
  upright?: boolean;
  label: string;
}

/** One seal per node, its name, its date or limit; the bar is the gate not yet open. */
export function StageRail({ stations, upright = false, label }: StageRailProps) {
  return (
    <ol
      className={upright ? "stage upright" : "stage"}
      aria-label={label}
      style={upright ? undefined : { gridTemplateColumns: `repeat(${stations.length}, 1fr)` }}
    >
      {stations.map((station, index) => (
        <li
          key={station.key}
          className={[station.done ? "dn" : "", station.here ? "on" : "", station.gate ? "gate" : ""]
            .filter(Boolean)
            .join(" ")}
          aria-current={station.here ? "step" : undefined}
        >
          {station.state ? <Seal state={station.state} size="m" /> : <span className="num">{index + 1}</span>}
          <span>{station.label}</span>
          {station.note ? <small>{station.note}</small> : null}
        </li>
      ))}
    </ol>
  );
}
