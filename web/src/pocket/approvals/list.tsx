import { useState } from "react";
import { useSearchParams } from "react-router";
import { shortDay, clock } from "@/app/format";
import { useLabel } from "@/app/language";
import { BOXES, useBox, type Box, type Line as BoxLine } from "@/approvals/api";
import { StateWord } from "@/approvals/parts/state";
import { useDue, useSpan } from "@/approvals/spoken";
import { useApprovalWords } from "@/approvals/words";
import { Button } from "@/ui/button";
import { Empty, Failed } from "@/ui/states";
import { useWho } from "../data";
import { Choose } from "../parts/choose";
import { Line, Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { Batch } from "./batch";
import { useGiven } from "./deciding";
import { usePocketApprovalWords } from "./words";
import "./approvals.css";

/** What waits for one's word, and the other boxes one tap away. */
export function Approvals() {
  const words = useApprovalWords();
  const more = usePocketApprovalWords();
  const me = useWho();
  const [params, setParams] = useSearchParams();
  const asked = params.get("box");
  const box = BOXES.find((each) => each === asked) ?? "todo";
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useBox(box);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const lines = data?.pages.flatMap((page) => page.items) ?? [];
  const [title, text] = words.empty[box];
  const several = box === "todo" && lines.length > 1 && !me.view_as;
  const given = useGiven();
  const chosen = lines.filter((line) => line.task && !given.has(line.id) && picked?.has(line.id));
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  return (
    <Page
      title={words.title}
      up="/"
      note={
        several ? <Several on={picked !== null} onSwitch={(on) => setPicked(on ? new Set() : null)} /> : null
      }
      dock={picked ? <Batch lines={lines} chosen={chosen} onDone={() => setPicked(null)} /> : undefined}
    >
      <div className="ap-choose">
        <Choose
          shape="joined"
          label={more.box}
          options={BOXES.map((key) => ({ key, label: more.boxes[key] }))}
          value={box}
          onPick={(key) => {
            setPicked(null);
            setParams({ box: key }, { replace: true });
          }}
        />
      </div>
      {error && !data ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Waiting lines={6} /> : null}
      {data && lines.length === 0 ? (
        <Sheet>
          <Empty title={title}>{text}</Empty>
        </Sheet>
      ) : null}
      {lines.length > 0 ? (
        <Sheet
          title={words.boxes[box]}
          note={box === "todo" ? more.waiting(data?.pages[0]?.count ?? lines.length) : ""}
        >
          <ul className="rows ap-rows">
            {lines.map((line) => (
              <li key={line.task?.id ?? line.id} data-approval={line.id}>
                {picked ? (
                  <label className="ap-pick">
                    <input
                      type="checkbox"
                      className="tick"
                      checked={picked.has(line.id)}
                      disabled={given.has(line.id)}
                      onChange={() => toggle(line.id)}
                    />
                    <span className="grow">
                      <b>{line.title}</b>
                      <Detail line={line} />
                    </span>
                  </label>
                ) : (
                  <OneLine line={line} box={box} />
                )}
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
      {hasNextPage ? (
        <p className="more">
          <Button kind="quiet" onClick={() => void fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      ) : null}
    </Page>
  );
}

function Several({ on, onSwitch }: { on: boolean; onSwitch: (on: boolean) => void }) {
  const more = usePocketApprovalWords();
  return (
    <Button small kind="quiet" onClick={() => onSwitch(!on)}>
      {on ? more.oneByOne : more.several}
    </Button>
  );
}

function OneLine({ line, box }: { line: BoxLine; box: Box }) {
  const words = useApprovalWords();
  const more = usePocketApprovalWords();
  const { now } = useWho();
  const given = useGiven().get(line.id);
  const due = useDue(now)(line.task?.due_at);
  const span = useSpan();
  const waited = line.task?.asked_at ? Date.parse(now) - Date.parse(line.task.asked_at) : null;
  const lost = given?.state === "refused" || given?.state === "conflict";
  const end =
    given && box === "todo" ? (
      <span className={lost ? "risk" : "wait"}>{lost ? more.lost : more.waits}</span>
    ) : box !== "todo" ? (
      <StateWord state={line.state} />
    ) : due ? (
      <span className={due.look}>{due.text}</span>
    ) : waited === null ? null : (
      words.ago(span(waited))
    );
  return <Line to={`/approvals/${line.id}`} title={line.title} end={end} detail={<Detail line={line} />} />;
}

/** By whom, in which flow, at which step. */
function Detail({ line }: { line: BoxLine }) {
  const label = useLabel();
  const step = label(line.task?.step_label ?? line.step_label);
  return (
    <span className="ap-by">
      {[
        line.starter.label,
        label(line.flow.label, line.flow.key),
        step,
        `${shortDay(line.started_at)} ${clock(line.started_at)}`,
      ]
        .filter(Boolean)
        .join(" · ")}
    </span>
  );
}
