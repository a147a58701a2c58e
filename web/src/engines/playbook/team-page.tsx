import { useState } from "react";
import { figure, number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useProcesses } from "@/app/queries";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { Failed, Loading } from "@/ui";
import { PickOne } from "@/ui/antd";
import { StageTable } from "./stage-table";
import { EvidenceShare, WeekTable } from "./team-tables";
import { useTeam } from "./use-team";
import { usePlaybookWords } from "./words";
import "./team.css";

/** The manager's view: who holds what at which stage, who did what this week, how much of it is proven. */
export function TeamPage() {
  const words = useDeskWords();
  const { data: processes } = useProcesses();
  const { team: playbook } = usePlaybookWords();
  const label = useLabel();
  const [chosen, setChosen] = useState<string | null>(null);
  const ways = processes?.filter((each) => each.object === "deal") ?? [];
  const process = ways.find((each) => each.key === chosen) ?? ways[0];
  const team = useTeam(process);
  if (team.error) {
    return (
      <Page title={words.tabs.team}>
        <Failed cause={team.error} />
      </Page>
    );
  }
  if (!process || !team.ready) {
    return (
      <Page title={words.tabs.team}>
        <Loading lines={8} />
      </Page>
    );
  }
  const sum = figure(team.total.sum);
  const title =
    team.people.length > 0
      ? words.team.title(number(team.people.length), number(team.total.n), `${sum.n}${sum.unit}`)
      : words.team.titleNone;
  return (
    <Page title={words.tabs.team}>
      <div className="rec-h">
        <h1>{title}</h1>
        {ways.length > 1 ? (
          <PickOne
            label={playbook.process}
            value={process.key}
            options={ways.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
            width={170}
            onChange={setChosen}
          />
        ) : null}
      </div>
      <StageTable process={process} team={team} />
      <div className="team-2">
        <WeekTable team={team} />
        <EvidenceShare team={team} />
      </div>
    </Page>
  );
}
