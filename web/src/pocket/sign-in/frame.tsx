import { useEffect, useRef, type ReactNode } from "react";
import { useWords } from "@/app/language";
import { Brand } from "@/ui/brand";
import "./sign-in.css";
import "./pin.css";

/** Over everything else: whatever is open below, a dialog too, waits behind it. */
export function Frame({ title, text, children }: { title: string; text: ReactNode; children: ReactNode }) {
  const { product } = useWords();
  const frame = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!frame.current?.open) frame.current?.showModal();
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <dialog ref={frame} className="lock" aria-label={title} onCancel={(event) => event.preventDefault()}>
      <header className="hello">
        <Brand size={48} label={product} />
        <div className="grow">
          <h1>{title}</h1>
          <p className="mut">{text}</p>
        </div>
      </header>
      <main className="page">{children}</main>
    </dialog>
  );
}
