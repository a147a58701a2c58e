import { whenUnreachable } from "@/app/api";

/** What lies here of his own records comes behind the first page. */
export const own = () => import("./own");
whenUnreachable((path, call) =>
  (call.method ?? "GET") === "GET"
    ? own().then(
        ({ answerHere }) => answerHere(path, call),
        () => undefined,
      )
    : Promise.resolve(undefined),
);

/** Meets the server: what he works with follows, what is no longer his goes. */
export const meetServer = (): Promise<void> =>
  own()
    .then(({ contact }) => contact())
    .catch(() => undefined);
