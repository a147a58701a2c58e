import { useState } from "react";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, LinkButton, Loading } from "@/ui";
import { useInbox, useMarkRead, useUnread } from "./queries";
import { NotificationRow } from "./row";
import { useInboxWords } from "./words";
import "./inbox.css";

/** 通知: one's own inbox, the newest first. */
export function InboxPage() {
  const words = useInboxWords();
  const now = useMe().data?.now ?? new Date().toISOString();
  const [unread, setUnread] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInbox(unread);
  const mark = useMarkRead();
  const count = useUnread().data ?? 0;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.title}>
      <div className="list-h">
        <h1>{words.title}</h1>
        <span className="grow" />
        <div className="seg" role="group" aria-label={words.title}>
          {[false, true].map((only) => (
            <button
              key={String(only)}
              type="button"
              aria-pressed={unread === only}
              className={unread === only ? "on" : undefined}
              onClick={() => setUnread(only)}
            >
              {only ? words.unread : words.every}
              {only && count > 0 ? <span className="n"> {count}</span> : null}
            </button>
          ))}
        </div>
        {count > 0 ? (
          <Button small icon="check" onClick={() => void mark("all")}>
            {words.allRead}
          </Button>
        ) : null}
        <LinkButton small to="/inbox/settings">
          {words.sheet}
        </LinkButton>
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data && items.length === 0 ? (
        <Empty title={unread ? words.none : words.never}>{words.noneText}</Empty>
      ) : null}
      <ul className="ib-list wide">
        {items.map((item) => (
          <NotificationRow
            key={item.id}
            item={item}
            now={now}
            onOpen={() => {
              if (!item.read_at) void mark([item.id]);
            }}
          />
        ))}
      </ul>
      {hasNextPage ? (
        <p className="ib-more">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      ) : null}
    </Page>
  );
}
