import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { BrowserRouter, Navigate, Outlet, Route, Routes, useLocation } from "react-router";
import { QueryClientProvider } from "@tanstack/react-query";
import { setZone } from "@/app/format";
import type { Me as MeShape } from "@/app/shapes";
import { useWords } from "@/app/language";
import { Failed, Loading } from "@/ui/states";
import { Notices, say } from "@/ui/notice";
import { Brand } from "@/ui/brand";
import { Customers } from "./customers/list";
import {
  client,
  Holder,
  holdFor,
  isHeaped,
  keepMeeting,
  type VaultState,
  useStanding,
  useVault,
  useWho,
  whenKept,
} from "./data";
import { Deals } from "./deals/list";
import { SignIn } from "./sign-in/sign-in";
import { Today } from "./today/today";
import { usePocketWords } from "./words";

/** What the first page does without; fetched right behind it, for the next may be without a network. */
const LATER = {
  customer: () => import("./customers/page"),
  deal: () => import("./deals/page"),
  gate: () => import("./deals/gate"),
  log: () => import("./log/log"),
  sent: () => import("./log/sent"),
  outbox: () => import("./me/outbox"),
  inbox: () => import("./inbox/inbox"),
  item: () => import("./inbox/item"),
  confirm: () => import("./today/confirm"),
  morning: () => import("./today/morning"),
  support: () => import("./support/support"),
  care: () => import("./care/care"),
  ways: () => import("./customers/ways"),
  approvals: () => import("./approvals/list"),
  approval: () => import("./approvals/sheet"),
  me: () => import("./me/me"),
};
const Customer = lazy(async () => ({ default: (await LATER.customer()).Customer }));
const Deal = lazy(async () => ({ default: (await LATER.deal()).Deal }));
const Gate = lazy(async () => ({ default: (await LATER.gate()).Gate }));
const Log = lazy(async () => ({ default: (await LATER.log()).Log }));
const Sent = lazy(async () => ({ default: (await LATER.sent()).Sent }));
const OutboxPage = lazy(async () => ({ default: (await LATER.outbox()).OutboxPage }));
const InboxPage = lazy(async () => ({ default: (await LATER.inbox()).InboxPage }));
const WorkItemPage = lazy(async () => ({ default: (await LATER.item()).WorkItemPage }));
const Approvals = lazy(async () => ({ default: (await LATER.approvals()).Approvals }));
const Approval = lazy(async () => ({ default: (await LATER.approval()).Approval }));
const Me = lazy(async () => ({ default: (await LATER.me()).Me }));
const ApprovalRemedy = lazy(async () => ({
  default: (await import("@/approvals/request/remedy")).ApprovalRemedy,
}));
const EditPage = lazy(async () => ({ default: (await import("./forms/edit")).EditPage }));
const Pool = lazy(async () => ({ default: (await import("./pool/pool")).Pool }));
const RankedLeads = lazy(async () => ({ default: (await import("./leads/leads")).RankedLeads }));
const Churn = lazy(async () => ({ default: (await import("./churn/churn")).Churn }));
const PasswordPage = lazy(async () => ({ default: (await import("./me/password")).PasswordPage }));
const PinPage = lazy(async () => ({ default: (await import("./me/pin")).PinPage }));
const Unlock = lazy(async () => ({ default: (await import("./sign-in/unlock")).Unlock }));
const ChoosePin = lazy(async () => ({ default: (await import("./sign-in/choose-pin")).ChoosePin }));
const Left = lazy(async () => ({ default: (await import("./sign-in/left")).Left }));
const JourneyPage = lazy(async () => ({ default: (await import("./customers/journey")).JourneyPage }));
const CreatePage = lazy(async () => ({ default: (await import("./forms/edit")).CreatePage }));
const Boards = lazy(async () => ({ default: (await import("./boards/boards")).Boards }));
const RecordList = lazy(async () => ({ default: (await import("./boards/list")).RecordList }));
const RecordPage = lazy(async () => ({ default: (await import("./forms/record")).RecordPage }));

export function Pocket() {
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter basename="/m">
        <div className="pocket" data-density="roomy">
          <Door />
          <Notices />
        </div>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

/** The sign-in page before, the PIN where there is one, the five rooms behind. */
function Door() {
  const standing = useStanding();
  const vault = useVault();
  if (standing.kind === "in") {
    // Before the rooms are drawn, not after: every time on screen is company time, everything unsent his.
    setZone(standing.me.zone);
    holdFor(standing.me);
  }
  switch (standing.kind) {
    case "out":
      return <SignIn />;
    case "left":
      return <Behind inner={<Left />} />;
    case "in":
      return <Kept me={standing.me} vault={standing.me.view_as ? "open" : vault} />;
    case "asking":
    case "failed":
      if (vault === "locked") return <Behind inner={<Unlock />} />;
      if (standing.kind === "asking") return <Splash />;
      return <Failed cause={standing.cause} onRetry={standing.again} />;
  }
}

/** Locked while somebody was at work, his pages wait behind the PIN just as he left them. */
function Kept({ me, vault }: { me: MeShape; vault: VaultState }) {
  const [begun, setBegun] = useState(vault === "open");
  if (vault === "open" && !begun) setBegun(true);
  const behind = { locked: <Unlock />, unset: <ChoosePin />, shut: <Splash />, open: null }[vault];
  return (
    <>
      {behind ? <Behind inner={behind} /> : null}
      {begun ? (
        <div className="rooms" hidden={vault !== "open"}>
          <Holder value={me}>
            <Rooms />
          </Holder>
        </div>
      ) : null}
    </>
  );
}

const Behind = ({ inner }: { inner: ReactNode }) => <Suspense fallback={<Splash />}>{inner}</Suspense>;

function Splash() {
  const { product } = useWords();
  return (
    <main className="page" style={{ placeContent: "center", alignItems: "center" }}>
      <Brand size={56} label={product} />
    </main>
  );
}

/** The first page comes first; what may be wanted on the road is fetched behind it. */
const AHEAD_MS = 3_000;
/** So often it lets a day's work on its way go before it. */
const AHEAD_WAITS = 20;

function Rooms() {
  const me = useWho();
  useEffect(() => {
    for (const load of Object.values(LATER)) void load().catch(() => undefined);
  }, []);
  const { queue, sent } = usePocketWords();
  useEffect(keepMeeting, []);
  useEffect(() => whenKept((lasting) => say(lasting ? queue.kept : sent.waitsHere)), [queue, sent]);
  useEffect(() => {
    if (me.view_as) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waits = AHEAD_WAITS;
    const later = () => {
      timer = setTimeout(() => void look().catch(() => undefined), AHEAD_MS);
    };
    const look = async () => {
      if (waits > 0 && isHeaped()) {
        waits -= 1;
        return later();
      }
      await (await import("./data/ahead")).lookAhead(me.id);
      await (await import("./log/speech")).keepTerms(me.id);
    };
    later();
    return () => clearTimeout(timer);
  }, [me.id, me.view_as]);
  return (
    <>
      <TopOnArrival />
      <Suspense fallback={null}>
        <ApprovalRemedy />
      </Suspense>
      <Routes>
        <Route index element={<Today />} />
        <Route path="customers" element={<Customers />} />
        <Route path="customers/:id" element={<Customer />} />
        <Route element={<Later />}>
          <Route path="log" element={<Log />} />
          <Route path="sent/:key" element={<Sent />} />
          <Route path="deals/:id/gate" element={<Gate />} />
          <Route path="outbox" element={<OutboxPage />} />
          <Route path="inbox" element={<InboxPage />} />
          <Route path="work-items/:id" element={<WorkItemPage />} />
          <Route path="o/work_item/:id" element={<WorkItemPage />} />
          <Route path="approvals" element={<Approvals />} />
          <Route path="approvals/:id" element={<Approval />} />
          <Route path="customers/new" element={<CreatePage object="customer" />} />
          <Route path="customers/:id/journey" element={<JourneyPage />} />
          <Route path="customers/:id/edit" element={<EditPage object="customer" />} />
          <Route path="deals/:id/edit" element={<EditPage object="deal" />} />
          <Route path="pool" element={<Pool />} />
          <Route path="leads" element={<RankedLeads />} />
          <Route path="churn" element={<Churn />} />
          <Route path="boards/:key?/:tile?" element={<Boards />} />
          <Route path="list/:object" element={<RecordList />} />
          <Route path="o/:object/new" element={<CreatePage />} />
          <Route path="o/:object/:id" element={<RecordPage />} />
          <Route path="o/:object/:id/edit" element={<EditPage />} />
          <Route path="me" element={<Me />} />
          <Route path="pin" element={<PinPage />} />
          <Route path="password" element={<PasswordPage />} />
        </Route>
        <Route path="deals" element={<Deals />} />
        <Route path="deals/:id" element={<Deal />} />
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </>
  );
}

/** Pages whose code comes when they are first asked for. */
function Later() {
  return (
    <Suspense fallback={<Loading lines={8} />}>
      <Outlet />
    </Suspense>
  );
}

const places = new Map<string, number>();

/** A new page begins at its top; going back finds the place one left. */
function TopOnArrival() {
  const { key } = useLocation();
  useEffect(() => {
    window.scrollTo(0, places.get(key) ?? 0);
    const remember = () => void places.set(key, window.scrollY);
    window.addEventListener("scroll", remember, { passive: true });
    return () => window.removeEventListener("scroll", remember);
  }, [key]);
  return null;
}
