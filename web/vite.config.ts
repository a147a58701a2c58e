import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { tokens } from "./build/tokens.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev` speaks to a server started apart; its port comes from the environment. */
const server = `http://127.0.0.1:${process.env.PROOFTRAIL_PORT ?? "8000"}`;

export default defineConfig({
  plugins: [react(), tokens()],
  resolve: { alias: { "@": at("./src") } },
  build: {
    outDir: at("../prooftrail/static"),
    emptyOutDir: true,
    target: "es2022",
    rollupOptions: { input: { desk: at("./index.html"), pocket: at("./m/index.html") } },
  },
  server: {
    port: Number(process.env.PORT ?? "5173"),
    proxy: { "/api": { target: server }, "/openapi.json": { target: server } },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
