import type { View } from "./queries";

/** The views with one of them moved to where another stands; the same list where nothing moves. */
export function moved(views: View[], id: string, to: string): View[] {
  const from = views.findIndex((each) => each.id === id);
  const at = views.findIndex((each) => each.id === to);
  const view = views[from];
  if (!view?.mine || at < 0 || at === from) return views;
  const rest = views.filter((each) => each.id !== id);
  return [...rest.slice(0, at), view, ...rest.slice(at)];
}

/** The same by a step to the left (-1) or to the right (1). */
export function stepped(views: View[], id: string, by: -1 | 1): View[] {
  const to = views[views.findIndex((each) => each.id === id) + by];
  return to ? moved(views, id, to.id) : views;
}
