import { Navigate, Route, Routes } from "react-router";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Empty } from "@/ui";
import { DifferencePage } from "./difference-page";
import { AccessHistoryPage } from "./history-page";
import { PeoplePage } from "./people-page";
import { RolePage } from "./role-page";
import { RolesPage } from "./roles-page";
import { SharesPage } from "./shares-page";
import { TreePage } from "./tree-page";
import { useAccessWords } from "./words";
import "@/records/records.css";
import "./access.css";

/** Roles, people, departments, shares and their history, for who administers access. */
export function AccessPages() {
  const words = useAccessWords();
  const { data: me } = useMe();
  if (me && !me.permissions.includes("access:administer")) {
    return (
      <Page title={words.titles.roles}>
        <Empty title={words.closed.title}>{words.closed.text}</Empty>
      </Page>
    );
  }
  return (
    <Routes>
      <Route index element={<Navigate to="/access/roles" replace />} />
      <Route path="roles" element={<RolesPage />} />
      <Route path="roles/:role" element={<RolePage />} />
      <Route path="roles/draft-difference" element={<DifferencePage />} />
      <Route path="people" element={<PeoplePage />} />
      <Route path="departments" element={<TreePage />} />
      <Route path="shares" element={<SharesPage />} />
      <Route path="history" element={<AccessHistoryPage />} />
      <Route path="*" element={<Navigate to="/access/roles" replace />} />
    </Routes>
  );
}
