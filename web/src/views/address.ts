import type { View } from "./queries";

/** The address of a view: its filter and order are the list's own, so that they can be changed there. */
export function viewAddress(object: string, view: View | null): string {
  if (!view) return `/o/${object}`;
  const query = new URLSearchParams({ v: view.id });
  if (view.filter) query.set("f", JSON.stringify(view.filter));
  if (view.sort) query.set("s", view.sort);
  return `/o/${object}?${query.toString()}`;
}
