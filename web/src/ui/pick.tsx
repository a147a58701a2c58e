import type { ReactNode } from "react";
import { number } from "@/app/format";
import "./pick.css";

interface PickProps {
  children: ReactNode;
  /** How many there are of it. */
  count: number;
  picked: boolean;
  onPick: () => void;
}

/** One of several to narrow a list by, with its count; pressed again it is let go. */
export function Pick({ children, count, picked, onPick }: PickProps) {
  return (
    <button type="button" className="sift" aria-pressed={picked} onClick={onPick}>
      {children} <span className="n">{number(count)}</span>
    </button>
  );
}
