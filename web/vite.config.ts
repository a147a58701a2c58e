import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { pocketFiles } from "./build/pocket-files.ts";
import { tokens } from "./build/tokens.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev` speaks to a server started apart; its port comes from the environment. */
const server = `http://127.0.0.1:${process.env.PROOFTRAIL_PORT ?? "8000"}`;

const pocket = pocketFiles();

const FIRST = {
  name: "first",
  test: /\/src\/pocket\//,
  tags: ["$initial" as const],
  includeDependenciesRecursively: false,
};
/** What that page shares with the desk: one file, too, for each costs a slow line a turn of its own. */
const SHARED = {
  name: "shared",
  test: (id: string) => pocket.needs(id) && !/\/src\/pocket\//.test(id) && !id.endsWith(".html"),
  includeDependenciesRecursively: false,
};

/** The worker that keeps the pocket's files on the phone; the page itself registers it. */
const worker = VitePWA({
  strategies: "injectManifest",
  srcDir: "src/pocket/worker",
  filename: "pocket-worker.ts",
  injectRegister: false,
  manifest: false,
  injectManifest: {
    globPatterns: ["**/*.{js,css,html,svg,webmanifest}"],
    manifestTransforms: [
      (entries) => ({ manifest: entries.filter(({ url }) => pocket.holds(url)), warnings: [] }),
    ],
  },
});

export default defineConfig({
  plugins: [react(), tokens(), pocket.plugin, worker],
  resolve: { alias: { "@": at("./src") } },
  build: {
    outDir: at("../prooftrail/static"),
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      input: { desk: at("./index.html"), pocket: at("./m/index.html") },
      // What the pocket's first page is made of comes as one file: many small ones compress worse.
      output: { codeSplitting: { groups: [FIRST, SHARED] } },
    },
  },
  server: {
    port: Number(process.env.PORT ?? "5173"),
    proxy: { "/api": { target: server }, "/openapi.json": { target: server } },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
