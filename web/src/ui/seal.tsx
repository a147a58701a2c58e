import { useLanguage, useWords } from "@/app/language";
import { Icon, type IconName } from "./icon";
import "./seal.css";

export type SealState = "claimed" | "waiting" | "proven" | "missing" | "imported" | "rejected";

const GLYPH: Record<SealState, IconName> = {
  claimed: "quote",
  waiting: "clock",
  proven: "check",
  missing: "plus",
  imported: "info",
  rejected: "x",
};

interface SealProps {
  state: SealState;
  size?: "xs" | "s" | "m" | "l";
  /** What it stands for; without one the name is the state itself. */
  label?: string;
  /** Pressed once when evidence has just become proven. */
  stamp?: boolean;
}

/** 印: one frame per state, told apart by shape and glyph as well as by colour. */
export function Seal({ state, size = "s", label, stamp = false }: SealProps) {
  const words = useWords();
  const language = useLanguage();
  const classes = ["seal", state, size === "s" ? "" : size, stamp ? "stamp" : ""].filter(Boolean).join(" ");
  return (
    <span
      className={classes}
      role="img"
      aria-label={label ? `${label}: ${words.seal[state]}` : words.seal[state]}
    >
      {size === "xs" ? null : language === "zh" ? words.sealMark[state] : <Icon name={GLYPH[state]} />}
    </span>
  );
}
