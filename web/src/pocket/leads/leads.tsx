import { useState } from "react";
import { useSearchParams } from "react-router";
import { number } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { labelOf } from "@/app/values";
import { useRanked } from "@/engines/scoring/queries";
import { WhyScore } from "@/engines/scoring/why";
import { useScoringWords } from "@/engines/scoring/words";
import { LinkButton } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { Empty, Failed } from "@/ui/states";
import { useOnline } from "../device/online";
import { Choose } from "../parts/choose";
import { NeedsNetwork } from "../parts/needs-network";
import { Opening } from "../parts/opening";
import { Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { useLaterWords } from "../words/later";
import "./leads.css";

const ONE = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** Open leads by score, the top marked; a tap says why, and leads on. */
export function RankedLeads() {
  const words = useScoringWords();
  const { leads: more } = useLaterWords();
  const online = useOnline();
  const [asked, setAsked] = useSearchParams();
  const [open, setOpen] = useState("");
  const top = asked.get("of") === "top";
  const { data: rows, error, refetch } = useRanked(top, online);
  return (
    <Page title={words.ranked} up="/customers">
      <NeedsNetwork why={more.network} />
      {online ? (
        <>
          <Sheet>
            <Choose
              shape="joined"
              label={more.which}
              options={[
                { key: "all", label: words.all },
                { key: "top", label: words.onlyTop },
              ]}
              value={top ? "top" : "all"}
              onPick={(key) => setAsked(key === "top" ? { of: "top" } : {}, { replace: true })}
            />
          </Sheet>
          {error && !rows ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          <Sheet>
            {!rows && !error ? <Waiting lines={8} /> : null}
            {rows?.length === 0 ? (
              <Empty title={top ? words.noneTop : words.none}>{words.noneText}</Empty>
            ) : null}
            <ol className="rows flush" aria-label={words.ranked}>
              {rows?.map((row, at) => (
                <li key={row.id}>
                  <Lead
                    row={row}
                    at={at + 1}
                    open={open === row.id}
                    onToggle={() => setOpen(open === row.id ? "" : row.id)}
                  />
                </li>
              ))}
            </ol>
          </Sheet>
        </>
      ) : null}
    </Page>
  );
}

interface LeadProps {
  row: RecordRow;
  at: number;
  open: boolean;
  onToggle: () => void;
}

function Lead({ row, at, open, onToggle }: LeadProps) {
  const words = useScoringWords();
  const { leads: more } = useLaterWords();
  return (
    <Opening
      open={open}
      onToggle={onToggle}
      title={
        <>
          <span className="lead-n">{number(at)}</span>
          {String(row["name"] ?? "")}
          {row["score_top"] ? <Chip tone="jade">{words.top}</Chip> : null}
        </>
      }
      end={<span className="lead-s">{number(Number(row["score"] ?? 0), ONE)}</span>}
      detail={[row["company"], labelOf(row["owner"]) || words.noOwner].filter(Boolean).join(" · ")}
    >
      <WhyScore lead={row.id} of={[row["score"], row["scored_at"]]} />
      <LinkButton wide to={`/o/lead/${row.id}`}>
        {more.open}
      </LinkButton>
    </Opening>
  );
}
