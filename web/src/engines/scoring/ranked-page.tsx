import { useState, useSyncExternalStore } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useMe } from "@/app/queries";
import type { RecordRow, Reference } from "@/app/shapes";
import { Page } from "@/desk/page";
import { Seg } from "@/designing/parts";
import { Chip, Empty, Failed, LinkButton, Loading, Section } from "@/ui";
import { useRanked } from "./queries";
import { useScoringWords } from "./words";
import { WhyScore } from "./why";
import "./scoring.css";

const ROOM = "(min-width: 1101px)";

function follow(wake: () => void): () => void {
  const media = window.matchMedia(ROOM);
  media.addEventListener("change", wake);
  return () => media.removeEventListener("change", wake);
}

/** Whether there is room for the reasons beside the list. */
const useWide = (): boolean => useSyncExternalStore(follow, () => window.matchMedia(ROOM).matches);

/** 线索排名: open leads by score, the top marked, and beside them why. */
export function RankedPage() {
  const words = useScoringWords();
  const me = useMe().data;
  const [only, setOnly] = useState<"all" | "top">("all");
  const [picked, setPicked] = useState<string | null>(null);
  const wide = useWide();
  const { data: rows, error, refetch } = useRanked(only === "top");
  const one = rows?.find((each) => each.id === picked) ?? rows?.[0];
  return (
    <Page title={words.ranked}>
      <div className="rec-h">
        <div>
          <h1>{words.ranked}</h1>
          <p className="sm mut">{words.rankedNote}</p>
        </div>
        <span className="row">
          <Seg
            label={words.ranked}
            value={only}
            options={[
              { value: "all", label: words.all },
              { value: "top", label: words.onlyTop },
            ]}
            onPick={setOnly}
          />
          {me?.permissions.includes("rules:publish") ? (
            <LinkButton to="/scoring/model" icon="fx">
              {words.model}
            </LinkButton>
          ) : null}
        </span>
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!rows && !error ? <Loading lines={8} /> : null}
      {rows?.length === 0 ? (
        <Empty title={only === "top" ? words.noneTop : words.none}>{words.noneText}</Empty>
      ) : null}
      {one ? (
        <div className="sc-2">
          <ol className="sc-list" aria-label={words.ranked}>
            {rows?.map((row, at) => (
              <Ranked
                key={row.id}
                row={row}
                at={at + 1}
                on={row.id === one.id}
                within={!wide}
                onPick={setPicked}
              />
            ))}
          </ol>
          {wide ? (
            <Section
              title={words.whyOf(String(one.name ?? ""))}
              extra={
                <Link className="sm reach" to={`/o/lead/${one.id}`}>
                  {words.openLead}
                </Link>
              }
            >
              <WhyScore key={one.id} lead={one.id} of={[one.score, one.scored_at]} />
            </Section>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

interface RankedProps {
  row: RecordRow;
  at: number;
  on: boolean;
  /** Whether its reasons stand below it: beside the list there is no room. */
  within: boolean;
  onPick: (id: string) => void;
}

function Ranked({ row, at, on, within, onPick }: RankedProps) {
  const words = useScoringWords();
  const owner = row.owner as Reference | null | undefined;
  const score = Number(row.score ?? 0);
  return (
    <li className={on ? "on" : ""}>
      <button type="button" aria-pressed={on} onClick={() => onPick(row.id)}>
        <span className="n dim r">{number(at)}</span>
        <span className="sc-who">
          <span className="row">
            <b className="clip">{String(row.name ?? "")}</b>
            {row.score_top ? <Chip tone="jade">{words.top}</Chip> : null}
          </span>
          <span className="sm mut clip">
            {[row.company, owner?.label ?? words.noOwner].filter(Boolean).join(" · ")}
          </span>
        </span>
        <span className="sc-bar" aria-hidden="true">
          <i style={{ width: `${Math.min(100, score)}%` }} />
        </span>
        <b className="n r">{number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}</b>
      </button>
      {on && within ? (
        <div className="sc-in">
          <WhyScore lead={row.id} of={[row.score, row.scored_at]} />
          <Link className="reach" to={`/o/lead/${row.id}`}>
            {words.openLead}
          </Link>
        </div>
      ) : null}
    </li>
  );
}
