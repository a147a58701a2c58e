import type { ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Refusal } from "@/app/api";
import { Empty, Failed, LinkButton, Loading } from "@/ui";
import { Page } from "./page";

interface AwaitedPageProps<T> {
  query: Pick<UseQueryResult<T>, "data" | "error" | "refetch">;
  /** Of the tab until the answer is there. */
  title: string;
  /** Said of what is not there, or not in sight, with the list to go back to. */
  gone: { title: string; text: string; back: string; to: string };
  children: (data: T) => ReactNode;
}

/** A page about one thing that is asked for: the page once it is there, else that it comes, failed or is gone. */
export function AwaitedPage<T>({ query, title, gone, children }: AwaitedPageProps<T>) {
  const { data, error, refetch } = query;
  if (error instanceof Refusal && error.status === 404) {
    return (
      <Page title={gone.title}>
        <Empty title={gone.title} action={<LinkButton to={gone.to}>{gone.back}</LinkButton>}>
          {gone.text}
        </Empty>
      </Page>
    );
  }
  if (data === undefined) {
    return (
      <Page title={title}>
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : <Loading lines={8} />}
      </Page>
    );
  }
  return <>{children(data)}</>;
}
