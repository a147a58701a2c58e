import { useQuery } from "@tanstack/react-query";
import { api } from "./api";
import { labelIn, type Label, type Language } from "./language";

export type Regions = ReadonlyMap<string, Label>;
const NONE: Regions = new Map();

/** Names of administrative divisions by code; empty until they are there. */
export function useRegions(): Regions {
  const { data } = useQuery({
    queryKey: ["regions"],
    queryFn: async ({ signal }) => {
      const { items } = await api<{ items: { code: string; label: Label }[] }>("/regions", { signal });
      return new Map(items.map((each) => [each.code, each.label]));
    },
    staleTime: Infinity,
  });
  return data ?? NONE;
}

/** 浙江省宁波市 for `330200`, as deep as there are names; the bare code where there is none. */
export function regionName(regions: Regions, code: string, language: Language): string {
  const path = [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
  const names = path.flatMap((each) => {
    const label = regions.get(each);
    return label ? [labelIn(language, label)] : [];
  });
  if (names.length === 0) return code;
  const whole = regions.has(code) ? names : [...names, code];
  return language === "zh" ? whole.join("") : whole.reverse().join(", ");
}
