import { useState } from "react";
import { useWho } from "../data";

/** Whether the camera opens with a log that asks for photos: a wish of its person, for this phone's camera. */

const shelf = (person: string): string => `prooftrail.camera.${person}`;

/** Whether a page can open a camera itself at all; a refusal is met when it tries. */
export const hasCamera = typeof navigator !== "undefined" && navigator.mediaDevices !== undefined;

export function useCameraWish(): [boolean, (atOnce: boolean) => void] {
  const { id, view_as } = useWho();
  const [atOnce, setAtOnce] = useState(() => localStorage.getItem(shelf(id)) === "at_once");
  const wish = (next: boolean) => {
    if (next) localStorage.setItem(shelf(id), "at_once");
    else localStorage.removeItem(shelf(id));
    setAtOnce(next);
  };
  return [atOnce && hasCamera && view_as === null, wish];
}
