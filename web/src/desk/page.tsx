import { useEffect, type ReactNode } from "react";
import { useWords } from "@/app/language";
import "./page.css";

interface PageProps {
  /** Of the browser tab. */
  title: string;
  /** The side panel: pushes from 1280 px, overlays below. */
  panel?: ReactNode;
  /** The page scrolls inside itself, edge to edge. */
  flush?: boolean;
  children: ReactNode;
}

export function Page({ title, panel, flush = false, children }: PageProps) {
  const words = useWords();
  useEffect(() => {
    document.title = title ? `${title} — ${words.product}` : words.product;
  }, [title, words.product]);
  return (
    <div className={panel ? "lay with" : "lay"}>
      <main className={flush ? "main flush" : "main"} id="main" tabIndex={-1}>
        {children}
      </main>
      {panel}
    </div>
  );
}
