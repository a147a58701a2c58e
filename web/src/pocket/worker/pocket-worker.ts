import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import type { PrecacheEntry } from "workbox-precaching";

/**
 * Starts the pocket without a network: its own files lie on the phone, and every address under /m is its page.
 * What the pages ask the server is none of its business.
 */

/** What of a worker's surroundings is used here; the page's own types do not know a worker. */
declare const self: {
  __WB_MANIFEST: (string | PrecacheEntry)[];
  skipWaiting(): Promise<void>;
  addEventListener(type: "message", tell: (event: MessageEvent<unknown>) => void): void;
};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/m/index.html"), { allowlist: [/^\/m(?:\/|\?|$)/] }),
);

// A newer version waits until the page says that nothing is under way.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting();
});
