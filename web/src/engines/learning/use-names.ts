import { useLibrary } from "@/engines/content/library";
import { useScripts } from "./queries";

/** What a script or a content of the library is called; blank for one that is no longer there. */
export function useNames(): (object: "script" | "content", id: string) => string {
  const { data: scripts } = useScripts();
  const { data: library } = useLibrary();
  return (object, id) =>
    object === "script"
      ? String(scripts?.items.find((each) => each.id === id)?.["title"] ?? "")
      : (library?.find((each) => each.id === id)?.title ?? "");
}
