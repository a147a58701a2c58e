import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { act } from "@/app/writes";
import { FROM_PHONE, LeftOps } from "@/workitems/left";
import { OUTCOMES, UNSETTLED, useSheet, type Sheet as Whole } from "@/workitems/queries";
import { useWorkItemWords } from "@/workitems/words";
import { Button, LinkButton } from "@/ui/button";
import { Chip, type Tone } from "@/ui/chip";
import { TextArea } from "@/ui/input";
import { Failed, Loading } from "@/ui/states";
import { useObject } from "../data";
import { Choose } from "../parts/choose";
import { Failing } from "../parts/failing";
import { Facts, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { useLaterWords } from "../words/later";
import "./inbox.css";

/** What work items of the churn watch say they come from. */
const CHURN = "churn";
const TONES: Record<string, Tone> = { info: "plain", yellow: "amber", red: "plum" };
const PAGES: Record<string, string> = { customer: "/customers/", deal: "/deals/" };

/** One work item in the hand: why, about what, what like cases came to; respond and resolve by the thumb. */
export function WorkItemPage() {
  const { id = "" } = useParams();
  const words = useWorkItemWords();
  const { data, error, refetch } = useSheet(id);
  const [resolving, setResolving] = useState(false);
  const deed = useDeed(id);
  const dock =
    data && !resolving && (data.may.respond || data.may.resolve) ? (
      <div className="wip-d">
        {data.may.respond ? (
          <Button wide disabled={deed.busy} onClick={() => void deed.run("respond_work_item", {})}>
            {words.respond}
          </Button>
        ) : null}
        {data.may.resolve ? (
          <Button wide kind="ink" onClick={() => setResolving(true)}>
            {words.resolve}
          </Button>
        ) : null}
      </div>
    ) : undefined;
  return (
    <Page title={words.title} note={data?.item.number} up="/inbox" {...(dock ? { dock } : {})}>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {deed.failure ? <Failing cause={deed.failure} /> : null}
      {data && resolving ? (
        <Resolve
          busy={deed.busy}
          onBack={() => setResolving(false)}
          onGo={async (input) => {
            if (await deed.run("resolve_work_item", input)) setResolving(false);
          }}
        />
      ) : null}
      {data ? <Said sheet={data} /> : null}
    </Page>
  );
}

function useDeed(id: string) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async (action: string, input: Record<string, unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      await act(action, input, id);
      return true;
    } catch (cause) {
      setFailure(cause);
      return false;
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: ["records", "work_item"] });
    }
  };
  return { busy, failure, run };
}

interface ResolveProps {
  busy: boolean;
  onBack: () => void;
  onGo: (input: Record<string, unknown>) => void;
}

function Resolve({ busy, onBack, onGo }: ResolveProps) {
  const words = useWorkItemWords();
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>("done");
  const [resolution, setResolution] = useState("");
  const owes = outcome === "other" && !resolution.trim();
  return (
    <Sheet title={words.resolve}>
      <div className="wip-r">
        <Choose
          label={words.outcome}
          options={OUTCOMES.map((key) => ({ key, label: words.outcomes[key] }))}
          value={outcome}
          onPick={setOutcome}
        />
        <TextArea
          value={resolution}
          onText={setResolution}
          aria-label={words.resolution}
          placeholder={words.resolutionHint}
        />
        <div className="wip-d">
          <Button wide onClick={onBack}>
            {words.cancel}
          </Button>
          <Button wide kind="ink" disabled={busy || owes} onClick={() => onGo({ outcome, resolution })}>
            {words.resolve}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function Said({ sheet }: { sheet: Whole }) {
  const words = useWorkItemWords();
  const later = useLaterWords();
  const label = useLabel();
  const shape = useObject("work_item").data;
  const { item, about } = sheet;
  const named = (field: string, key: string | null) =>
    label(
      shape?.fields.find((each) => each.name === field)?.options?.choices?.find((each) => each.key === key)
        ?.label,
      key ?? "",
    );
  const at = (instant: string | null) => (instant ? `${shortDay(instant)} ${clock(instant)}` : "—");
  const ended = !UNSETTLED.includes(item.state);
  return (
    <>
      <Sheet title={item.title}>
        <Facts
          rows={[
            {
              key: "state",
              name: named("kind", item.kind),
              value: (
                <>
                  <Chip tone={TONES[item.level] ?? "plain"}>{named("level", item.level)}</Chip>{" "}
                  {named("state", item.state)}
                </>
              ),
            },
            ...(about
              ? [
                  {
                    key: "about",
                    name: label(about.object_label),
                    value: (
                      <Link
                        className="reach"
                        to={`${PAGES[about.object] ?? `/o/${about.object}/`}${about.id}`}
                      >
                        {about.label ?? item.about_label}
                      </Link>
                    ),
                  },
                ]
              : []),
            { key: "due", name: words.due, value: at(item.due_at) },
            { key: "owner", name: words.owner, value: item.owner?.label ?? "—" },
          ]}
        />
      </Sheet>
      <Sheet title={words.cause}>
        <p className="wip-x">{item.cause}</p>
        {item["source"] === CHURN ? (
          <LinkButton wide to="/churn">
            {later.churn.entry}
          </LinkButton>
        ) : null}
      </Sheet>
      {item["source"] === FROM_PHONE ? (
        <Sheet title={words.left.title}>
          <LeftOps item={item.id} />
        </Sheet>
      ) : null}
      {ended ? (
        <Sheet title={words.ended}>
          <p className="wip-x">
            {item.closed_by_rule ? words.byRule : named("outcome", item.outcome)}
            {item.resolution ? `\n${item.resolution}` : ""}
          </p>
        </Sheet>
      ) : null}
      <Sheet title={words.similar}>
        {sheet.similar.length === 0 ? <p className="mut">{words.similarNone}</p> : null}
        {sheet.similar.map((each) => (
          <div key={each.id} className="wip-l">
            <p>
              <Link className="reach" to={`/work-items/${each.id}`}>
                {each.about_label ?? each.title}
              </Link>
            </p>
            <p className="sm mut">
              {[
                each.outcome ? named("outcome", each.outcome) : named("state", each.state),
                each.owner?.label,
                each.resolution_hours && words.hours(number(each.resolution_hours)),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            {each.resolution ? <p className="wip-x sm">{each.resolution}</p> : null}
          </div>
        ))}
      </Sheet>
    </>
  );
}
