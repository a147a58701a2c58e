import { useSyncExternalStore } from "react";

/** The worker that starts the app without a network, and the newer version it may hold ready. */

const AT = "/pocket-worker.js";
const SCOPE = "/m";
/** Asked again when the phone is taken out, but not each time. */
const LOOK_MS = 3_600_000;

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function found(worker: ServiceWorker | null): void {
  waiting = worker;
  for (const wake of listeners) wake();
}

/** Whether a newer version lies ready. */
export const useNewer = (): boolean =>
  useSyncExternalStore(
    (wake) => {
      listeners.add(wake);
      return () => listeners.delete(wake);
    },
    () => waiting !== null,
    () => false,
  );

/**
 * The newer version takes over. It waits for what is being sent, and while it does nothing else is sent: the
 * lock is the outbox's. The page begins anew under it; what is unsent lies on the disk.
 */
export async function takeNewer(): Promise<void> {
  const worker = waiting;
  if (!worker) return;
  await navigator.locks.request("prooftrail.outbox", async () => {
    const taken = new Promise((done) =>
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }),
    );
    worker.postMessage("take over");
    await taken;
    location.reload();
  });
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = (worker: ServiceWorker | null) => {
    worker?.addEventListener("statechange", () => {
      // The first of all takes its place by itself; only one that has another before it waits.
      if (worker.state === "installed" && navigator.serviceWorker.controller) found(registration.waiting);
      if (worker.state === "activated") found(null);
    });
  };
  look(registration.installing);
  registration.addEventListener("updatefound", () => look(registration.installing));
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < LOOK_MS) return;
    looked = Date.now();
    void registration.update().catch(() => undefined);
  });
}

/** From now on the app starts without a network. A version that came while it was closed takes over at once. */
export async function keepStarting(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const before = await navigator.serviceWorker.getRegistration(SCOPE);
  if (before?.waiting) {
    found(before.waiting);
    void takeNewer();
  }
  const registration = await navigator.serviceWorker.register(AT, { scope: SCOPE, updateViaCache: "none" });
  watch(registration);
  // A browser short of room would otherwise throw away what is unsent with the rest.
  await navigator.storage?.persist?.();
}
