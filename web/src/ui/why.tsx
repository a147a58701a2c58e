import { useWords } from "@/app/language";
import "./why.css";

interface WhyProps {
  onOpen: () => void;
  /** Under 80 px the sign stands alone; its name stays. */
  bare?: boolean;
  open?: boolean;
}

/** ∵: whatever the system did by itself answers why. */
export function Why({ onOpen, bare = false, open = false }: WhyProps) {
  const words = useWords();
  return (
    <button type="button" className="why" aria-expanded={open} aria-label={words.why} onClick={onOpen}>
      {bare ? null : words.why}
    </button>
  );
}
