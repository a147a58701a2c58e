import { useState } from "react";
import { useParams } from "react-router";
import { Page } from "@/desk/page";
import { Failed, Loading } from "@/ui";
import { Kit } from "@/ui/antd";
import { useMetricList } from "../metrics";
import { useBoard } from "../queries";
import type { Board } from "../shapes";
import { useDesignWords } from "../words/design";
import { Studio } from "./studio";
import "../boards.css";

const blank = (): Board => ({
  key: `b_${Date.now().toString(36)}`,
  label: { zh: "", en: "" },
  tiles: [],
  filters: ["unit", "owner"],
  phone: [],
  columns: 2,
});

/** The designer of one board, or of a new one. */
export function BoardDesignPage() {
  const { key = "" } = useParams();
  const words = useDesignWords();
  const [fresh] = useState(blank);
  const { data: shown, error, refetch } = useBoard(key);
  const { data: metrics } = useMetricList();
  const first = key ? (shown?.draft ?? shown?.board) : fresh;
  if (!first || !metrics)
    return (
      <Page title={words.title}>
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : <Loading lines={8} />}
      </Page>
    );
  return (
    <Kit>
      <Studio key={key} first={first} shown={shown ?? null} metrics={metrics} />
    </Kit>
  );
}
