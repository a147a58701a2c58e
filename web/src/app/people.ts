import { useQuery } from "@tanstack/react-query";
import { fetchPage } from "./queries";

/** Names of the people the reader may see, by id; events carry ids only. */
export function usePeople(): Map<string, string> {
  const { data } = useQuery({
    queryKey: ["records", "person", "names"],
    queryFn: async ({ signal }) => {
      const names = new Map<string, string>();
      let cursor: string | undefined;
      do {
        const page = await fetchPage("person", { limit: 500 }, cursor, signal);
        for (const row of page.items) names.set(row.id, String(row.name ?? ""));
        cursor = page.next ?? undefined;
      } while (cursor && names.size < 5000);
      return names;
    },
    staleTime: 600_000,
    retry: false,
  });
  return data ?? NOBODY;
}

const NOBODY: Map<string, string> = new Map();
