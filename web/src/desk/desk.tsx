import { lazy, useEffect } from "react";
import { Navigate, Route, Routes } from "react-router";
import { Refusal } from "@/app/api";
import { setZone } from "@/app/format";
import { setLanguage } from "@/app/language";
import { useMe } from "@/app/queries";
import { Empty, Failed, LinkButton } from "@/ui";
import { Page } from "./page";
import { Shell } from "./shell";
import { SignIn } from "./sign-in";
import { useDeskWords } from "./words";

const ListPage = lazy(async () => ({ default: (await import("@/records/list")).ListPage }));
const TrashPage = lazy(async () => ({ default: (await import("@/records/trash")).TrashPage }));
const CreatePage = lazy(async () => ({ default: (await import("@/records/create")).CreatePage }));
const RecordPage = lazy(async () => ({ default: (await import("@/records/record")).RecordPage }));
const BoardPage = lazy(async () => ({ default: (await import("@/processes/board-page")).BoardPage }));
const FormDesignPage = lazy(async () => ({
  default: (await import("@/forms/design/page")).FormDesignPage,
}));
const ProcessesPage = lazy(async () => ({
  default: (await import("@/processes/design/list-page")).ProcessesPage,
}));
const ProcessDesignPage = lazy(async () => ({
  default: (await import("@/processes/design/page")).ProcessDesignPage,
}));
const FlowsPage = lazy(async () => ({ default: (await import("@/approvals/design/list-page")).FlowsPage }));
const FlowDesignPage = lazy(async () => ({
  default: (await import("@/approvals/design/page")).FlowDesignPage,
}));
const ApprovalsPage = lazy(async () => ({
  default: (await import("@/approvals/box/page")).ApprovalsPage,
}));
const RulesPage = lazy(async () => ({ default: (await import("@/automation/list-page")).RulesPage }));
const RulePage = lazy(async () => ({ default: (await import("@/automation/page")).RulePage }));
const RunsPage = lazy(async () => ({ default: (await import("@/automation/runs-page")).RunsPage }));
const CalendarPage = lazy(async () => ({ default: (await import("@/calendar/page")).CalendarPage }));
const SettingsPage = lazy(async () => ({ default: (await import("@/settings/page")).SettingsPage }));
const TeamPage = lazy(async () => ({ default: (await import("@/engines/playbook/team-page")).TeamPage }));
const ObjectsPage = lazy(async () => ({ default: (await import("@/designer/objects-page")).ObjectsPage }));
const DesignPage = lazy(async () => ({ default: (await import("@/designer/design-page")).DesignPage }));
const ImportsPage = lazy(async () => ({ default: (await import("@/imports/list-page")).ImportsPage }));
const NewImportPage = lazy(async () => ({ default: (await import("@/imports/new-page")).NewImportPage }));
const ImportPage = lazy(async () => ({ default: (await import("@/imports/import-page")).ImportPage }));
const AccessPages = lazy(async () => ({ default: (await import("@/access/pages")).AccessPages }));
const MetricEditPage = lazy(async () => ({
  default: (await import("@/metrics/edit-page")).MetricEditPage,
}));
const BoardsPage = lazy(async () => ({ default: (await import("@/insight/boards/page")).BoardsPage }));
const BoardDesignPage = lazy(async () => ({
  default: (await import("@/insight/boards/design/page")).BoardDesignPage,
}));
const MetricsPage = lazy(async () => ({ default: (await import("@/metrics/page")).MetricsPage }));
const InboxPage = lazy(async () => ({ default: (await import("@/inbox/page")).InboxPage }));
const NotifySettingsPage = lazy(async () => ({
  default: (await import("@/inbox/settings-page")).NotifySettingsPage,
}));
const OutsidePage = lazy(async () => ({ default: (await import("@/inbox/outside-page")).OutsidePage }));
const WorkItemPage = lazy(async () => ({ default: (await import("@/workitems/page")).WorkItemPage }));
const SuspicionPage = lazy(async () => ({
  default: (await import("@/engines/fabrication/page")).SuspicionPage,
}));
const DuplicatesPage = lazy(async () => ({
  default: (await import("@/engines/dedupe/review-page")).DuplicatesPage,
}));
const GivenPage = lazy(async () => ({ default: (await import("@/engines/routing/given-page")).GivenPage }));
const GivingRulesPage = lazy(async () => ({
  default: (await import("@/engines/routing/design/page")).GivingRulesPage,
}));
const ChannelsPage = lazy(async () => ({
  default: (await import("@/engines/capture/channels-page")).ChannelsPage,
}));
const CapturePage = lazy(async () => ({ default: (await import("@/engines/capture/page")).CapturePage }));
const RankedPage = lazy(async () => ({
  default: (await import("@/engines/scoring/ranked-page")).RankedPage,
}));
const ScoringPage = lazy(async () => ({ default: (await import("@/engines/scoring/model-page")).ModelPage }));
const BestPage = lazy(async () => ({ default: (await import("@/engines/learning/best-page")).BestPage }));
const PacksPage = lazy(async () => ({ default: (await import("@/engines/learning/packs-page")).PacksPage }));
const PackPage = lazy(async () => ({ default: (await import("@/engines/learning/pack-page")).PackPage }));
const ObjectionsPage = lazy(async () => ({
  default: (await import("@/engines/learning/objections-page")).ObjectionsPage,
}));
const CleaningPage = lazy(async () => ({
  default: (await import("@/engines/quality/cleaning-page")).CleaningPage,
}));
const HealthPage = lazy(async () => ({ default: (await import("@/engines/quality/page")).HealthPage }));
const ChurnPage = lazy(async () => ({ default: (await import("@/engines/churn/page")).ChurnPage }));
const MeetingPage = lazy(async () => ({ default: (await import("@/engines/daily/page")).MeetingPage }));
const PoolPage = lazy(async () => ({ default: (await import("@/engines/ownership/pool-page")).PoolPage }));
const HandoverPage = lazy(async () => ({
  default: (await import("@/engines/ownership/handover-page")).HandoverPage,
}));
const HistoryPage = lazy(async () => ({ default: (await import("./history-page")).HistoryPage }));

export function Desk() {
  const { data: me, error, isPending, refetch } = useMe();
  useEffect(() => {
    if (!me) return;
    setZone(me.zone);
    setLanguage(me.locale);
  }, [me]);
  if (isPending) return null;
  if (error instanceof Refusal && error.status === 401) return <SignIn />;
  if (!me) return <Failed cause={error} onRetry={() => void refetch()} />;
  setZone(me.zone);
  return (
    <Routes>
      <Route element={<Shell me={me} />}>
        <Route index element={<Navigate to="/o/deal/board" replace />} />
        <Route path="o/:object" element={<ListPage />} />
        <Route path="o/:object/new" element={<CreatePage />} />
        <Route path="o/:object/trash" element={<TrashPage />} />
        <Route path="o/:object/board" element={<BoardPage />} />
        <Route path="o/deal/team" element={<TeamPage />} />
        <Route path="o/work_item/:id" element={<WorkItemPage />} />
        <Route path="o/suspicion/:id" element={<SuspicionPage />} />
        <Route path="o/assignment/:id" element={<GivenPage />} />
        <Route path="routing" element={<GivenPage />} />
        <Route path="routing/rules" element={<GivingRulesPage />} />
        <Route path="capture" element={<CapturePage />} />
        <Route path="capture/channels" element={<ChannelsPage />} />
        <Route path="o/capture_form/:id" element={<CapturePage />} />
        <Route path="routing/:id" element={<GivenPage />} />
        <Route path="scoring" element={<RankedPage />} />
        <Route path="scoring/model" element={<ScoringPage />} />
        <Route path="o/action_pack/:id" element={<PackPage />} />
        <Route path="o/:object/:id" element={<RecordPage />} />
        <Route path="design" element={<ObjectsPage />} />
        <Route path="design/:object" element={<DesignPage />} />
        <Route path="duplicates" element={<DuplicatesPage />} />
        <Route path="duplicates/:object" element={<DuplicatesPage />} />
        <Route path="pool" element={<PoolPage />} />
        <Route path="handover" element={<HandoverPage />} />
        <Route path="imports" element={<ImportsPage />} />
        <Route path="imports/new" element={<NewImportPage />} />
        <Route path="imports/:id" element={<ImportPage />} />
        <Route path="access/*" element={<AccessPages />} />
        <Route path="processes" element={<ProcessesPage />} />
        <Route path="processes/:key" element={<ProcessDesignPage />} />
        <Route path="flows" element={<FlowsPage />} />
        <Route path="flows/:key" element={<FlowDesignPage />} />
        <Route path="approvals" element={<ApprovalsPage />} />
        <Route path="approvals/:id" element={<ApprovalsPage />} />
        <Route path="rules" element={<RulesPage />} />
        <Route path="rules/runs" element={<RunsPage />} />
        <Route path="rules/:key" element={<RulePage />} />
        <Route path="calendar" element={<CalendarPage />} />
        <Route path="settings" element={<SettingsPage />} />
        <Route path="forms" element={<FormDesignPage />} />
        <Route path="forms/:object" element={<FormDesignPage />} />
        <Route path="insight/boards" element={<BoardsPage />} />
        <Route path="insight/boards/new" element={<BoardDesignPage />} />
        <Route path="insight/boards/:key" element={<BoardsPage />} />
        <Route path="insight/boards/:key/design" element={<BoardDesignPage />} />
        <Route path="insight/metrics" element={<MetricsPage />} />
        <Route path="insight/best" element={<BestPage />} />
        <Route path="insight/packs" element={<PacksPage />} />
        <Route path="insight/packs/:id" element={<PackPage />} />
        <Route path="insight/objections" element={<ObjectionsPage />} />
        <Route path="customers/cleaning" element={<CleaningPage />} />
        <Route path="insight/health" element={<HealthPage />} />
        <Route path="insight/churn" element={<ChurnPage />} />
        <Route path="inbox" element={<InboxPage />} />
        <Route path="inbox/settings" element={<NotifySettingsPage />} />
        <Route path="outside" element={<OutsidePage />} />
        <Route path="insight/metrics/new" element={<MetricEditPage />} />
        <Route path="insight/metrics/:key" element={<MetricEditPage />} />
        <Route path="daily" element={<MeetingPage />} />
        <Route path="history" element={<HistoryPage />} />
        <Route path="*" element={<Missing />} />
      </Route>
    </Routes>
  );
}

function Missing() {
  const { missing } = useDeskWords();
  return (
    <Page title={missing.title}>
      <Empty title={missing.title} action={<LinkButton to="/">{missing.home}</LinkButton>}>
        {missing.text}
      </Empty>
    </Page>
  );
}
