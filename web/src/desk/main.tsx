import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useWords } from "@/app/language";
import { Brand, Seal } from "@/ui";
import { Kit } from "@/ui/antd";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "./shell.css";

function Desk() {
  const words = useWords();
  return (
    <Kit>
      <Brand label={words.product} /> <Seal state="proven" />
    </Kit>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Desk />
    </StrictMode>,
  );
}
