import { lazy, Suspense } from "react";
import { useLabel, useLanguage, useWords } from "@/app/language";
import { setThemeWish, useThemeWish } from "@/app/theme";
import { useUnread } from "@/inbox/queries";
import { useInboxWords } from "@/inbox/words";
import { Avatar } from "@/ui/chip";
import { chooseLanguage, useUnsent, useWho } from "../data";
import { usePosition } from "../device/position";
import { Choose } from "../parts/choose";
import { Facts, Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import "./me.css";

const ApprovalsLine = lazy(async () => ({ default: (await import("../approvals/entry")).ApprovalsLine }));
const Leave = lazy(async () => ({ default: (await import("./leave")).Leave }));
const PinLine = lazy(async () => ({ default: (await import("./pin")).PinLine }));

const Recorded = lazy(async () => ({ default: (await import("../log/recorded")).Recorded }));
const Points = lazy(async () => ({ default: (await import("../points/points")).Points }));

export function Me() {
  const words = usePocketWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const theme = useThemeWish();
  const me = useWho();
  const unsent = useUnsent();
  const inbox = useInboxWords();
  const told = useUnread().data ?? 0;
  return (
    <Page title={words.tabs.me}>
      <Sheet>
        <div className="self">
          <Avatar name={me.name} />
          <div>
            <h2>{me.name}</h2>
            <p className="sm mut">{me.roles.map((role) => label(role.label, role.key)).join(words.and)}</p>
          </div>
        </div>
        <Facts
          rows={[
            ...(me.department
              ? [{ key: "department", name: words.me.department, value: me.department.label }]
              : []),
            { key: "login", name: words.me.login, value: me.login },
            { key: "workspace", name: words.me.workspace, value: me.workspace },
          ]}
        />
      </Sheet>
      <Sheet>
        <ul className="rows flush">
          <li>
            <Suspense fallback={null}>
              <ApprovalsLine />
            </Suspense>
          </li>
          <li>
            <Line
              to="/outbox"
              title={words.queue.title}
              end={unsent === 0 ? words.queue.none : words.queue.unsent(unsent)}
              detail={words.me.outboxText}
            />
          </li>
          <li>
            <Line to="/inbox" title={inbox.title} end={told === 0 ? "" : told} detail={inbox.noneText} />
          </li>
          {me.view_as ? null : (
            <Suspense fallback={null}>
              <PinLine />
            </Suspense>
          )}
          {me.view_as ? null : (
            <li>
              <Line to="/password" title={words.me.password} detail={words.me.passwordText} />
            </li>
          )}
        </ul>
      </Sheet>
      <Suspense fallback={null}>
        <Points />
      </Suspense>
      <Sheet title={shared.language.title}>
        <Choose
          shape="joined"
          label={shared.language.title}
          options={[
            { key: "zh", label: "中文" },
            { key: "en", label: "English" },
          ]}
          value={language}
          onPick={(next) => void chooseLanguage(next).catch(() => undefined)}
        />
      </Sheet>
      <Sheet title={shared.theme.title}>
        <Choose
          shape="joined"
          label={shared.theme.title}
          options={[
            { key: "system", label: shared.theme.system },
            { key: "light", label: shared.theme.light },
            { key: "dark", label: shared.theme.dark },
          ]}
          value={theme}
          onPick={setThemeWish}
        />
      </Sheet>
      <Suspense fallback={null}>
        <Recorded />
      </Suspense>
      <Device />
      <Suspense fallback={null}>
        <Leave />
      </Suspense>
    </Page>
  );
}

/** What this phone can prove with. */
function Device() {
  const words = usePocketWords();
  const fix = usePosition();
  const said = {
    asking: words.place.asking,
    denied: words.place.denied,
    unavailable: words.place.off,
    insecure: words.place.insecure,
    known: fix.kind === "known" ? words.place.error(Math.round(fix.place.accuracy_m ?? 0)) : "",
  }[fix.kind];
  return (
    <Sheet title={words.me.device}>
      <Facts rows={[{ key: "place", name: words.place.name, value: said }]} />
    </Sheet>
  );
}
