import { Link } from "react-router";
import { Icon, Loading, Popover } from "@/ui";
import { useMarkRead, useNewest, useUnread } from "./queries";
import { NotificationRow } from "./row";
import { useInboxWords } from "./words";
import "./inbox.css";

const SHOWN = 6;

/** The bell of the top bar: how much is unread, and the newest few. */
export function Bell({ now }: { now: string }) {
  const words = useInboxWords();
  const unread = useUnread().data ?? 0;
  return (
    <Popover
      side="right"
      label={words.title}
      door={(props) => (
        <button type="button" className="bell" aria-label={words.bell(unread)} {...props}>
          <Icon name="bell" />
          {unread > 0 ? <em className="n">{unread > 99 ? "99+" : unread}</em> : null}
        </button>
      )}
    >
      {(close) => <Newest now={now} unread={unread} close={close} />}
    </Popover>
  );
}

function Newest({ now, unread, close }: { now: string; unread: number; close: () => void }) {
  const words = useInboxWords();
  const { data } = useNewest(SHOWN);
  const mark = useMarkRead();
  return (
    <div className="bell-p">
      <header className="bell-h">
        <b className="grow">{words.title}</b>
        {unread > 0 ? (
          <button type="button" className="linkish" onClick={() => void mark("all")}>
            {words.allRead}
          </button>
        ) : null}
      </header>
      {data ? null : <Loading lines={4} />}
      {data?.items.length === 0 ? <p className="mut bell-n">{words.never}</p> : null}
      <ul className="ib-list">
        {data?.items.map((item) => (
          <NotificationRow
            key={item.id}
            item={item}
            now={now}
            short
            onOpen={() => {
              close();
              if (!item.read_at) void mark([item.id]);
            }}
          />
        ))}
      </ul>
      <Link className="bell-f" to="/inbox" onClick={close}>
        {words.see}
      </Link>
    </div>
  );
}
