import { useInbox, useMarkRead, useUnread } from "@/inbox/queries";
import type { Notification } from "@/inbox/queries";
import { useInboxWords } from "@/inbox/words";
import { stamp } from "@/inbox/row";
import { useLabel } from "@/app/language";
import { useWorkItemWords } from "@/workitems/words";
import { Button } from "@/ui/button";
import { Empty, Failed, Loading } from "@/ui/states";
import { useMyWorkItems, useWho } from "../data";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { WorkItemLine } from "./mine";
import "./inbox.css";

/** Where what a notification is about has a page on this face. */
const PAGES: Record<string, string> = { customer: "/customers/", deal: "/deals/", work_item: "/work-items/" };

const leadsTo = (item: Notification): string | undefined =>
  item.about ? `${PAGES[item.about.object] ?? `/o/${item.about.object}/`}${item.about.id}` : undefined;

/** The inbox of this face: work items that wait for me, then what I was told. */
export function InboxPage() {
  const words = useInboxWords();
  const work = useWorkItemWords();
  const { now } = useWho();
  const label = useLabel();
  const mine = useMyWorkItems().data ?? [];
  const unread = useUnread().data ?? 0;
  const mark = useMarkRead();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInbox(false);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={words.title} up="/">
      {mine.length > 0 ? (
        <Sheet title={work.mine} note={work.mineNote(mine.length)}>
          <ul className="rows">
            {mine.map((item) => (
              <li key={item.id}>
                <WorkItemLine item={item} />
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
      <Sheet
        title={words.title}
        note={
          unread > 0 ? (
            <button type="button" className="linkish" onClick={() => void mark("all")}>
              {words.allRead}
            </button>
          ) : undefined
        }
      >
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading lines={6} /> : null}
        {data && items.length === 0 ? <Empty title={words.never}>{words.noneText}</Empty> : null}
        <ul className="rows">
          {items.map((item) => {
            const to = leadsTo(item);
            return (
              <li
                key={item.id}
                className={item.read_at ? undefined : "unread"}
                onClickCapture={() => {
                  if (!item.read_at) void mark([item.id]);
                }}
              >
                <Line
                  {...(to ? { to } : {})}
                  title={label(item.title)}
                  end={stamp(item.at, now)}
                  detail={<span className="ibp-x">{label(item.text)}</span>}
                />
              </li>
            );
          })}
        </ul>
        {hasNextPage ? (
          <p className="more rest">
            <Button kind="quiet" onClick={() => void fetchNextPage()}>
              {words.more}
            </Button>
          </p>
        ) : null}
      </Sheet>
    </Page>
  );
}
