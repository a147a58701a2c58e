import { useState } from "react";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import type { ObjectShape } from "@/app/shapes";
import { DesignBar, DesignDesk, DesignFaults } from "@/designing/frame";
import { Seg } from "@/designing/parts";
import { useSteps } from "@/designing/steps";
import { Button } from "@/ui";
import { say } from "@/ui/notice";
import { useRuleDesigning, useVocabulary } from "./api";
import { IfForm } from "./if-form";
import { faultsIn, placesOf } from "./model";
import { MoreForm } from "./more-form";
import { PublishDialog } from "./publish-dialog";
import { ReplayPanel } from "./replay-panel";
import { useRuleSaid } from "./saying";
import type { Rule, RuleDesign, Vocabulary } from "./shapes";
import { ThenForm } from "./then-form";
import { TryPanel } from "./try-panel";
import { VersionsPanel } from "./versions-panel";
import { WhenForm } from "./when-form";
import { useRuleWords } from "./words";

interface StudioProps {
  design: RuleDesign;
  first: Rule;
  objects: ObjectShape[];
  vocabulary: Vocabulary | undefined;
  publishes: boolean;
  /** It is nowhere kept yet. */
  fresh: boolean;
  /** It was kept, and perhaps given a secret address, which is told this once. */
  onKept: (address: string) => void;
  /** It never was in force, and its draft was thrown away. */
  onGone: () => void;
}

type Sheet = "try" | "replay" | "versions";

/** The sentence on paper, 当 若 则, and beside it what it would do. */
export function Studio({
  design,
  first,
  objects,
  vocabulary: given,
  publishes,
  fresh,
  ...told
}: StudioProps) {
  const words = useRuleWords();
  const work = useSteps(first);
  const { now: rule, change } = work;
  const { save, publish, discard } = useRuleDesigning();
  const { data: asked } = useVocabulary(rule.object);
  const vocabulary = asked ?? given;
  const said = useRuleSaid(vocabulary);
  const [sheet, setSheet] = useState<Sheet>("try");
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const faults = cause instanceof Refusal ? placesOf(cause.fields) : {};
  const shape = objects.find((each) => each.name === rule.object);
  const dirty = fresh || rule !== first;
  const version = Math.max(0, ...design.versions.map((each) => each.version)) + 1;
  const keep = async (): Promise<boolean> => {
    setBusy(true);
    setCause(null);
    try {
      await save(rule, design.revision);
      say(words.saved);
      told.onKept("");
      return true;
    } catch (refused) {
      setCause(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const drop = async () => {
    setBusy(true);
    setCause(null);
    try {
      await discard(design.key);
      say(words.discarded);
      if (!design.published) told.onGone();
    } catch (refused) {
      setCause(refused);
    } finally {
      setBusy(false);
    }
  };
  const go = async () => {
    if (dirty || !design.draft) await save(rule, design.revision);
    const { hook } = await publish(design.key);
    say(words.published(number(version)));
    told.onKept(typeof hook === "string" ? hook : "");
  };
  const sheets = (Object.keys(words.sheet) as Sheet[]).map((value) => ({ value, label: words.sheet[value] }));
  return (
    <>
      <DesignBar
        steps={work}
        lead={
          <span className="sm dim grow">
            {[design.draft ? words.draft(number(design.revision)) : "", dirty ? words.unsaved : ""]
              .filter(Boolean)
              .join(" · ")}
          </span>
        }
      >
        {design.draft ? (
          <Button small kind="quiet" disabled={busy} onClick={() => void drop()}>
            {words.discard}
          </Button>
        ) : null}
        <Button small disabled={busy || !dirty} onClick={() => void keep()}>
          {words.save}
        </Button>
        <Button
          small
          kind="ink"
          title={publishes ? undefined : words.noPublish}
          disabled={busy || !publishes || (!dirty && !design.draft && design.state !== "retired")}
          onClick={() => setAsking(true)}
        >
          {words.publish}
        </Button>
      </DesignBar>
      <DesignFaults cause={cause} faults={faults} />
      <DesignDesk
        name={words.sheet[sheet]}
        right={
          <>
            <p className="ru-sheets">
              <Seg label={words.title} value={sheet} options={sheets} onPick={setSheet} />
            </p>
            {sheet === "try" ? (
              <TryPanel rule={rule} said={said} vocabulary={vocabulary} onRefused={setCause} />
            ) : null}
            {sheet === "replay" ? <ReplayPanel rule={rule} onRefused={setCause} /> : null}
            {sheet === "versions" ? (
              <VersionsPanel design={design} rule={rule} said={said} onBring={change} />
            ) : null}
          </>
        }
      >
        <div className="dg-paper ru-paper">
          <Part part="when" says={said.when(rule)}>
            <WhenForm
              rule={rule}
              shape={shape}
              objects={objects}
              vocabulary={vocabulary}
              published={design.hook}
              faults={{ ...faultsIn(faults, "when"), ...(faults.object ? { object: faults.object } : {}) }}
              onChange={(when) => change({ ...rule, when })}
              onRule={change}
            />
          </Part>
          <Part part="if" says={said.condition(rule.object, rule.if)}>
            <IfForm
              rule={rule}
              shape={shape}
              faults={faultsIn(faults, "if")}
              onChange={(condition) => change({ ...rule, if: condition })}
            />
          </Part>
          <Part part="then" says={rule.then.map((step) => said.step(rule.object, step)).join(words.say.then)}>
            <ThenForm
              rule={rule}
              objects={objects}
              vocabulary={vocabulary}
              said={said}
              faults={faultsIn(faults, "then")}
              onChange={(then) => change({ ...rule, then })}
            />
          </Part>
          <Part part="more" says="">
            <MoreForm rule={rule} shape={shape} faults={faults} onChange={change} />
          </Part>
        </div>
      </DesignDesk>
      {asking ? (
        <PublishDialog
          version={version}
          before={design.published}
          rule={rule}
          said={said}
          onClose={() => setAsking(false)}
          onPublish={go}
          onRefused={(refused) => {
            setAsking(false);
            setCause(refused);
          }}
        />
      ) : null}
    </>
  );
}

interface PartProps {
  part: "when" | "if" | "then" | "more";
  /** This part of the sentence, as it stands. */
  says: string;
  children: React.ReactNode;
}

function Part({ part, says, children }: PartProps) {
  const words = useRuleWords();
  return (
    <section className="ru-part" data-part={part} aria-label={words.parts[part]}>
      <header>
        <span className="ru-glyph song" aria-hidden="true">
          {words.parts[part]}
        </span>
        <p className={says ? "song" : "sm dim"}>{says || words.partNotes[part]}</p>
      </header>
      <div className="ru-body">{children}</div>
    </section>
  );
}
