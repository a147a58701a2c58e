import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import { useLabel, type Label } from "@/app/language";
import type { Option } from "@/ui/antd";

interface Verb {
  name: string;
  label: Label;
}

/** The actions of an object that a flow may hold back, named as people read them. */
export function useActions(object: string): Option[] {
  const label = useLabel();
  const { data = [] } = useQuery({
    queryKey: ["design", "flows", "actions", object],
    queryFn: ({ signal }) => api<{ actions: Verb[] }>("/rules/vocabulary", { query: { object }, signal }),
    select: (answer) => answer.actions,
    retry: false,
    enabled: object !== "",
  });
  return data.map((each) => ({ value: each.name, label: label(each.label, each.name) }));
}
