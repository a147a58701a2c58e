import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "@/ui/section.css";
import "./shell/page.css";
import { Pocket } from "./app";
import { keepLocking, keepSending, wakeUp, whenOpened } from "./data";
import { watchTaps } from "./device/tap";
import { restoreDrafts } from "./log/draft";

watchTaps();
keepSending();
keepLocking();
whenOpened(restoreDrafts);
// What has started from the phone once asks at once for what is newer; the first time, the page comes first.
const settled = navigator.serviceWorker?.controller ? 0 : 3_000;
const keepStarting = async () => (await import("./start/newer")).keepStarting();
setTimeout(() => void keepStarting().catch(() => undefined), settled);
const root = document.getElementById("root");
// A store that does not answer must not keep anybody from his work.
const patience = new Promise((done) => setTimeout(done, 1_500));
await Promise.race([wakeUp(), patience]);
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Pocket />
    </StrictMode>,
  );
}
