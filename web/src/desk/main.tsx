import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { whenSignedOut } from "@/app/api";
import { keys, newClient } from "@/app/queries";
import { Kit } from "@/ui/antd";
import { Desk } from "./desk";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "@/ui/panel.css";
import "./shell.css";
import "./narrow.css";

const client = newClient();
whenSignedOut(() => {
  const key = keys.me;
  if (client.getQueryData(key)) void client.resetQueries({ queryKey: key });
});

// Small screens have a face of their own; an address below the root is left alone.
if (window.location.pathname === "/" && window.matchMedia("(max-width: 1023px)").matches) {
  window.location.replace("/m/");
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <Kit>
            <Desk />
          </Kit>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
