import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "@/ui/section.css";
import "./shell/page.css";
import { Pocket } from "./app";
import { keepSending, wakeUp } from "./data";
import { restoreDrafts } from "./log/draft";

keepSending();
const root = document.getElementById("root");
// A store that does not answer must not keep anybody from his work.
const patience = new Promise((done) => setTimeout(done, 1_500));
await Promise.race([Promise.all([wakeUp(), restoreDrafts()]), patience]);
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Pocket />
    </StrictMode>,
  );
}
