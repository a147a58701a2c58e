import { useSyncExternalStore, type ReactNode } from "react";
import { Page } from "@/desk/page";
import { Empty } from "@/ui";
import { useDesignerWords } from "./words";

const ROOM = "(min-width: 900px)";

function subscribe(wake: () => void): () => void {
  const media = window.matchMedia(ROOM);
  media.addEventListener("change", wake);
  return () => media.removeEventListener("change", wake);
}

/** A phone is told that designing needs a desk, instead of a table it cannot show. */
export function DeskOnly({ children }: { children: ReactNode }) {
  const words = useDesignerWords();
  const wide = useSyncExternalStore(subscribe, () => window.matchMedia(ROOM).matches);
  if (wide) return <>{children}</>;
  return (
    <Page title={words.deskOnly}>
      <Empty title={words.deskOnly}>{words.deskOnlyText}</Empty>
    </Page>
  );
}
