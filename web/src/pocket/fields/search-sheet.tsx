import { useEffect, useRef, useState, type ReactNode } from "react";
import { useWords } from "@/app/language";
import { Icon } from "@/ui/icon";
import { Search } from "../parts/search";
import { useSettled } from "../parts/settled";
import "../parts/pick.css";

interface SearchSheetProps {
  label: string;
  onClose: () => void;
  /** What is listed for what was typed. */
  children: (text: string) => ReactNode;
}

/** A whole screen to look for something; the way back is Escape, the phone's own back, or the cross. */
export function SearchSheet({ label, onClose, children }: SearchSheetProps) {
  const shared = useWords();
  const frame = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const settled = useSettled(text.trim());
  useEffect(() => {
    if (!frame.current?.open) frame.current?.showModal();
  }, []);
  return (
    <dialog
      ref={frame}
      className="pick"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="pick-h">
        <div className="grow">
          <Search value={text} onText={setText} label={label} autoFocus />
        </div>
        <button type="button" className="tap" aria-label={shared.close} onClick={onClose}>
          <Icon name="x" size="l" />
        </button>
      </div>
      <div className="pick-b">{children(settled)}</div>
    </dialog>
  );
}
