import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useWords } from "@/app/language";
import { Brand } from "@/ui/brand";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "./shell.css";

function Pocket() {
  const words = useWords();
  return (
    <main className="bar-t">
      <Brand size={28} label={words.product} />
      <h1>{words.product}</h1>
    </main>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Pocket />
    </StrictMode>,
  );
}
