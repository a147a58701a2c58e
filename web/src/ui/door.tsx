import type { ReactNode } from "react";
import { Link, type To } from "react-router";
import { useWords } from "@/app/language";
import "./door.css";
import "./figures.css";

interface DoorProps {
  children: ReactNode;
  /** What the number says, spelt out for a screen reader: "268.0 万". */
  says: string;
  open?: boolean;
  onOpen?: () => void;
  to?: To;
}

/** 数即是门: every number opens its arithmetic or its records. */
export function Door({ children, says, open = false, onOpen, to }: DoorProps) {
  const words = useWords();
  const named = { className: open ? "door n open" : "door n", "aria-label": words.open(says) };
  if (to !== undefined) {
    return (
      <Link {...named} to={to}>
        {children}
      </Link>
    );
  }
  return (
    <button type="button" {...named} aria-expanded={open} onClick={onOpen}>
      {children}
    </button>
  );
}
