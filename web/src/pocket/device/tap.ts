/** When a finger last touched the page, by the clock of this page that nobody sets. */
let last: number | null = null;

/** Longer ago is another tap: the page came by itself. */
const OWN_MS = 10_000;

export function watchTaps(): void {
  const note = ({ timeStamp }: Event) => {
    last = timeStamp;
  };
  window.addEventListener("pointerdown", note, { capture: true, passive: true });
  window.addEventListener("keydown", note, { capture: true, passive: true });
}

/** The tap that led here, else this moment; milliseconds since the page was opened. */
export function openingTap(): number {
  const now = performance.now();
  return last !== null && now - last < OWN_MS ? last : now;
}
