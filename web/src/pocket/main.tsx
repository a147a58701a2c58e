import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "@/ui/section.css";
import "./shell/page.css";
import { Pocket } from "./app";
import { keepSending } from "./data";

keepSending();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Pocket />
    </StrictMode>,
  );
}
