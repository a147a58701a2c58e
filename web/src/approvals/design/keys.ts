import type { KeyboardEvent } from "react";
import type { Drawing } from "./canvas";
import type { Path } from "./model";

const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" } as const;

/** What keys do on a node or a way: Alt with the arrows moves it, Delete removes, Ctrl+D copies. */
export function keysOf(drawing: Drawing, path: Path) {
  return (event: KeyboardEvent) => {
    const way = WAYS[event.key as keyof typeof WAYS];
    if (event.altKey && way) drawing.step(path, way);
    else if (event.key === "Delete") drawing.drop(path);
    else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) drawing.copy(path);
    else return;
    event.preventDefault();
  };
}
