import type { Plugin } from "vite";

/** The page the pocket starts from; its chunks are what is reached from it. */
const PAGE = "m/index.html";
/** What every page of the pocket loads beside its chunks. */
const BESIDE = [PAGE, "first-paint.js", "seal.svg", "pocket.webmanifest"];
/** Larger is a drawing library of the boards, which are nothing without a network anyway. */
const LARGEST = 400_000;

interface Made {
  type: string;
  fileName: string;
  code?: string;
  facadeModuleId?: string | null;
  imports?: string[];
  dynamicImports?: string[];
  viteMetadata?: { importedCss?: Set<string>; importedAssets?: Set<string> };
}

/** Everything a page may come to load, by file name. */
function reached(bundle: Readonly<Record<string, Made>>, page: string): Set<string> {
  const found = new Set<string>();
  const start = Object.values(bundle).filter((each) => each.facadeModuleId?.endsWith(page));
  const waiting = start.map((each) => each.fileName);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const made = bundle[name];
    if (found.has(name) || !made || (made.code?.length ?? 0) > LARGEST) continue;
    found.add(name);
    waiting.push(...(made.imports ?? []), ...(made.dynamicImports ?? []));
    for (const beside of [made.viteMetadata?.importedCss, made.viteMetadata?.importedAssets]) {
      for (const each of beside ?? []) found.add(each);
    }
  }
  return found;
}

interface Told {
  importedIds: readonly string[];
}

/** Every module the page needs before it shows anything. */
function needed(start: string[], told: (id: string) => Told | null): Set<string> {
  const found = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(told(id)?.importedIds ?? []));
  }
  return found;
}

interface PocketFiles {
  plugin: Plugin;
  /** Whether the worker keeps a built file on the phone. */
  holds: (name: string) => boolean;
  /** Whether the pocket's first page needs a module. */
  needs: (id: string) => boolean;
}

/** What the pocket is made of: its built files, and the modules of its first page. */
export function pocketFiles(): PocketFiles {
  let found = new Set<string>();
  let first = new Set<string>();
  return {
    plugin: {
      name: "prooftrail-pocket-files",
      buildEnd() {
        const starts = [...this.getModuleIds()].filter((id) => id.endsWith(PAGE));
        const made = needed(starts, (id) => this.getModuleInfo(id));
        if (made.size > 0) first = made;
      },
      generateBundle(_, bundle) {
        const made = reached(bundle as unknown as Record<string, Made>, PAGE);
        if (made.size > 0) found = made;
      },
    },
    holds: (name) => found.has(name) || BESIDE.includes(name),
    needs: (id) => first.has(id),
  };
}
