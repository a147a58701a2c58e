import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Language } from "@/app/language";
import { act } from "@/app/writes";
import type { CaptureForm, Design, Shown, Visited } from "./shapes";

const KEY = ["records", "capture_form", "shown"] as const;

/** Under the records' key, so that what the stream says asks anew. */
export const useForms = (enabled: boolean) =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await act<Shown>("show_capture_forms", {})).result,
    enabled,
  });

/** The designer's verbs; each leaves the form as the server has it. */
export function useKeeping() {
  const client = useQueryClient();
  const put = async (verb: string, input: Record<string, unknown>): Promise<CaptureForm> => {
    const form = (await act<Shown>(verb, input)).result.items[0] as CaptureForm;
    client.setQueryData<Shown>(KEY, (before) =>
      before ? { ...before, items: placed(before.items, form) } : before,
    );
    return form;
  };
  return {
    save: (form: CaptureForm | null, design: Design) =>
      put("save_capture_form", { form: form?.id ?? null, design, version: form?.version ?? null }),
    publish: (form: string) => put("publish_capture_form", { form }),
    close: (form: string) => put("close_capture_form", { form }),
    addPlace: (form: string, name: string, source: string) =>
      put("add_capture_place", { form, name, source }),
    closePlace: (place: string, open: boolean) => put("close_capture_place", { place, open }),
  };
}

const placed = (items: CaptureForm[], form: CaptureForm): CaptureForm[] =>
  items.some((each) => each.id === form.id)
    ? items.map((each) => (each.id === form.id ? form : each))
    : [form, ...items];

export interface Code {
  url: string;
  picture: string;
}

/** The code of an entrance, for the address this page is met at where the company has set no other. */
export const drawCode = async (place: string, kind: "svg" | "png"): Promise<Code> =>
  (await act<Code>("draw_capture_code", { place, kind, origin: window.location.origin })).result;

export const useCode = (place: string, enabled: boolean) =>
  useQuery({
    queryKey: ["capture-code", place],
    queryFn: () => drawCode(place, "svg"),
    enabled,
    staleTime: Infinity,
  });

export const usePreview = () =>
  useMutation({
    mutationFn: async (said: { design: Design; locale: Language }) =>
      (await act<{ html: string }>("preview_capture_form", said)).result.html,
  });

/** What the sender of a lead looked at; asked anew with the lead. */
export const useVisits = (lead: string) =>
  useQuery({
    queryKey: ["records", "lead", lead, "visits"],
    queryFn: async () => (await act<Visited>("show_visits", {}, lead)).result,
  });
