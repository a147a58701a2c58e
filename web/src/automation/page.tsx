import { useState } from "react";
import { Link, Navigate, useLocation, useNavigate, useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { DeskOnly } from "@/designer/desk-only";
import { Page } from "@/desk/page";
import { Button, Dialog, Empty, Failed, LinkButton, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { useRule, useRuleDesigning, useVocabulary } from "./api";
import { ShownOnce } from "./once";
import type { Rule, RuleDesign } from "./shapes";
import { Studio } from "./studio";
import { useRuleWords } from "./words";
import "./automation.css";

/** Where a rule is drawn that is nowhere kept yet. */
const NEW = "new";

const unsaved = (rule: Rule): RuleDesign => ({
  key: rule.key,
  label: rule.label,
  object: rule.object,
  order: rule.order,
  state: "draft",
  version: null,
  revision: 0,
  fired: 0,
  failed: 0,
  dead: 0,
  draft: null,
  published: null,
  versions: [{ version: 0, at: "", by: null, retired: false, rule }],
  hook: false,
});

/** One rule: its draft, or a draft to be begun from what is in force. */
export function RulePage() {
  const { key = "" } = useParams();
  const words = useRuleWords();
  const may = useMe().data?.permissions.includes("schema:design") ?? false;
  const { data: kept, error, refetch } = useRule(key, may && key !== NEW);
  const { data: objects } = useObjects();
  const begun = (useLocation().state as { rule?: Rule } | null)?.rule;
  if (key === NEW && !begun) return <Navigate to="/rules" replace />;
  const design = key === NEW && begun ? unsaved(begun) : kept;
  if (design && objects) {
    return (
      <DeskOnly>
        <Drawn key={key} design={design} objects={objects} />
      </DeskOnly>
    );
  }
  return (
    <Page title={words.title}>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!error && may ? <Loading lines={8} /> : null}
      {may ? null : <Empty title={words.forbidden}>{words.forbiddenText}</Empty>}
    </Page>
  );
}

function Drawn({ design, objects }: { design: RuleDesign; objects: ObjectShape[] }) {
  const words = useRuleWords();
  const label = useLabel();
  const publishes = useMe().data?.permissions.includes("rules:publish") ?? false;
  const { pause, retire } = useRuleDesigning();
  const [asking, setAsking] = useState(false);
  const [hook, setHook] = useState((useLocation().state as { hook?: string } | null)?.hook ?? "");
  const navigate = useNavigate();
  const fresh = useParams().key === NEW;
  const { cause, attempt } = useTrying();
  const first = design.draft ?? design.published ?? design.versions.find((each) => each.rule)?.rule ?? null;
  const { data: vocabulary } = useVocabulary(first?.object ?? null);
  const name = label(first?.label, design.key);
  const run = async (step: () => Promise<unknown>, done: string) => {
    setAsking(false);
    await attempt(async () => {
      await step();
      say(done);
    });
  };
  const about = [
    design.key,
    design.version ? words.version(number(design.version)) : "",
    words.states[design.state],
  ].filter(Boolean);
  const live = design.state === "live" || design.state === "paused";
  return (
    <Page title={`${name} — ${words.title}`} flush>
      <DesignRoom>
        <DesignHead>
          <Link className="sm" to="/rules">
            {words.back}
          </Link>
          <h1 className="song">{name}</h1>
          <span className="sm dim grow clip">{about.join(" · ")}</span>
          {fresh ? null : (
            <LinkButton small icon="hist" to={`/rules/runs?rule=${design.key}`}>
              {words.log}
            </LinkButton>
          )}
          {live && publishes ? (
            <>
              <Button
                small
                onClick={() =>
                  void run(
                    () => pause(design.key, design.state === "live"),
                    design.state === "live" ? words.paused : words.resumed,
                  )
                }
              >
                {design.state === "live" ? words.pause : words.resume}
              </Button>
              <Button small kind="quiet" onClick={() => setAsking(true)}>
                {words.retire}
              </Button>
            </>
          ) : null}
        </DesignHead>
        {cause ? <Failed cause={cause} /> : null}
        {first ? (
          <Studio
            key={`${design.revision}/${design.version ?? 0}`}
            design={design}
            first={first}
            objects={objects}
            vocabulary={vocabulary}
            publishes={publishes}
            fresh={fresh}
            onKept={(address) => {
              if (fresh) void navigate(`/rules/${design.key}`, { replace: true, state: { hook: address } });
              else if (address) setHook(address);
            }}
            onGone={() => void navigate("/rules", { replace: true })}
          />
        ) : null}
      </DesignRoom>
      {asking ? (
        <Dialog title={words.retireTitle(name)} onClose={() => setAsking(false)}>
          <p className="mut">{words.retireText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            <Button kind="ink" onClick={() => void run(() => retire(design.key), words.retired)}>
              {words.retire}
            </Button>
          </p>
        </Dialog>
      ) : null}
      {hook ? <ShownOnce address={hook} onClose={() => setHook("")} /> : null}
    </Page>
  );
}
