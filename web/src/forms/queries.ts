import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Device, FormAnswer } from "./layout";

export const formKeys = {
  all: ["forms"] as const,
  one: (object: string, device: Device) => ["forms", object, device] as const,
};

/** The form the reader meets. */
export const useForm = (object: string, device: Device, enabled = true) =>
  useQuery({
    queryKey: formKeys.one(object, device),
    queryFn: ({ signal }) => api<FormAnswer>("/forms", { query: { object, device }, signal }),
    select: (answer) => answer.layout,
    staleTime: 60_000,
    enabled: enabled && object !== "",
  });
