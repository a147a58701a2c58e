import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The one place colours are written down. */
const SOURCE = fileURLToPath(new URL("../src/ui/tokens.css", import.meta.url));
const ID = "virtual:tokens";

/** Custom properties of the block that `selector` opens; later blocks are not read. */
function block(css: string, selector: string): Record<string, string> {
  const open = css.indexOf("{", css.indexOf(selector));
  const body = css.slice(open + 1, css.indexOf("\n}", open));
  const found: Record<string, string> = {};
  for (const [, name, value] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    if (name && value) found[name] = value.trim();
  }
  return found;
}

/** Both themes as plain objects; dark inherits whatever it does not override. */
export function readTokens(): { light: Record<string, string>; dark: Record<string, string> } {
  const css = readFileSync(SOURCE, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const light = block(css, ":root");
  return { light, dark: { ...light, ...block(css, '\n[data-theme="dark"]') } };
}

/** antd derives its shades from literals, so the literals are taken from tokens.css at build. */
export function tokens(): Plugin {
  return {
    name: "prooftrail-tokens",
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      this.addWatchFile(SOURCE);
      const { light, dark } = readTokens();
      return `export const light = ${JSON.stringify(light)};\nexport const dark = ${JSON.stringify(dark)};\n`;
    },
  };
}
