import { useEffect, useRef, type ReactNode } from "react";
import { useWords } from "@/app/language";
import { Icon } from "./icon";
import "./dialog.css";

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

/** Only for what must be answered before going on; everything else is a panel. */
export function Dialog({ title, onClose, children, wide = false }: DialogProps) {
  const words = useWords();
  const frame = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = frame.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={frame}
      className={wide ? "dlg wide" : "dlg"}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="panel-h">
        <h2 className="grow song">{title}</h2>
        <button type="button" className="tap" aria-label={words.close} onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
