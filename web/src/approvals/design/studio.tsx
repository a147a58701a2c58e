import { useState } from "react";
import { useNavigate } from "react-router";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { DesignBar, DesignDesk, DesignFaults } from "@/designing/frame";
import { useSteps, type Steps } from "@/designing/steps";
import { Button, Dialog } from "@/ui";
import type { Option } from "@/ui/antd";
import { say } from "@/ui/notice";
import type { RoleName } from "@/designing/who";
import { useFlowDesigning, readVersion, type FlowDesign, type Tried } from "./api";
import { Canvas, Table, type Drawing } from "./canvas";
import { FlowForm } from "./flow-form";
import { allSteps, faultsAt, isWay, nodeAt, patchStep, patchWay, wayAt } from "./model";
import { isBranch, type FlowDraft } from "./shapes";
import { StepForm } from "./step-form";
import { TryOut } from "./try-out";
import { useDrawing } from "./use-drawing";
import { Versions } from "./versions";
import { WayForm } from "./way-form";
import { useFlowWords } from "./words";

interface StudioProps {
  design: FlowDesign;
  shape: ObjectShape;
  roles: readonly RoleName[];
  actions: readonly Option[];
  running: number;
  first: FlowDraft;
}

/** Palette and try-out, the flow, and the properties of what is picked. */
export function Studio(props: StudioProps) {
  const { design, shape, roles, running, first } = props;
  const words = useFlowWords();
  const work = useSteps(first);
  const [tried, setTried] = useState<Tried | null>(null);
  const [looking, setLooking] = useState<"versions" | "publish" | null>(null);
  const desk = useDesk(design, work);
  const drawing = useDrawing({ work, shape, roles, faults: desk.faults, tried });
  return (
    <>
      <Bar design={design} work={work} first={first} desk={desk} running={running} onLook={setLooking} />
      <DesignFaults cause={desk.cause} faults={desk.faults} />
      <Table drawing={drawing}>
        {(palette) => (
          <DesignDesk
            name={words.title}
            left={
              <aside className="dg-left" aria-label={words.tryTitle}>
                {palette}
                <TryOut flow={work.now} shape={shape} tried={tried} onTried={setTried} />
              </aside>
            }
            right={
              looking === "versions" ? (
                <Versions
                  design={design}
                  onTake={async (version) => {
                    const old = await readVersion(design.key, version);
                    if (old) work.change(old);
                    setLooking(null);
                    say(words.tookBack(number(version)));
                  }}
                  onClose={() => setLooking(null)}
                />
              ) : (
                <Properties {...props} drawing={drawing} work={work} />
              )
            }
          >
            <Canvas drawing={drawing} />
          </DesignDesk>
        )}
      </Table>
      <p className="off-screen" role="status">
        {drawing.said}
      </p>
      {looking === "publish" ? (
        <Publish
          design={design}
          running={running}
          onClose={() => setLooking(null)}
          onPublish={() => {
            setLooking(null);
            void desk.publish();
          }}
        />
      ) : null}
    </>
  );
}

interface Desk {
  busy: boolean;
  cause: unknown;
  faults: Record<string, string>;
  save: () => Promise<void>;
  publish: () => Promise<void>;
  discard: () => Promise<void>;
}

/** Saving and publishing, with what the server says of it. */
function useDesk(design: FlowDesign, work: Steps<FlowDraft>): Desk {
  const words = useFlowWords();
  const verbs = useFlowDesigning();
  const navigate = useNavigate();
  const { busy, cause, attempt } = useTrying();
  const run = async (step: () => Promise<unknown>, done: string) => {
    await attempt(async () => {
      await step();
      say(done);
    });
  };
  const { revision } = design;
  const version = number((design.version ?? 0) + 1);
  return {
    busy,
    cause,
    faults: cause instanceof Refusal ? faultsAt(cause.fields) : {},
    save: () => run(() => verbs.save(work.now, revision), words.saved),
    publish: () => run(() => verbs.publish(work.now, revision), words.published(version)),
    discard: () =>
      run(async () => {
        await verbs.discard(design.key);
        if (!design.published) await navigate("/flows");
      }, words.discarded),
  };
}

interface BarProps {
  design: FlowDesign;
  work: Steps<FlowDraft>;
  first: FlowDraft;
  desk: Desk;
  running: number;
  onLook: (what: "versions" | "publish") => void;
}

function Bar({ design, work, first, desk, running, onLook }: BarProps) {
  const words = useFlowWords();
  const dirty = work.now !== first;
  const version = number((design.version ?? 0) + 1);
  return (
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
      {design.versions.length > 0 ? (
        <Button small kind="quiet" onClick={() => onLook("versions")}>
          {words.versions}
        </Button>
      ) : null}
      {design.draft ? (
        <Button small kind="quiet" disabled={desk.busy} onClick={() => void desk.discard()}>
          {words.discard}
        </Button>
      ) : null}
      <Button small disabled={desk.busy || !dirty} onClick={() => void desk.save()}>
        {words.save}
      </Button>
      <Button
        small
        kind="ink"
        disabled={desk.busy || (!dirty && !design.draft)}
        onClick={() => (running > 0 ? onLook("publish") : void desk.publish())}
      >
        {words.publish(version)}
      </Button>
    </DesignBar>
  );
}

interface PublishProps {
  design: FlowDesign;
  running: number;
  onClose: () => void;
  onPublish: () => void;
}

/** What becomes of what is under way. */
function Publish({ design, running, onClose, onPublish }: PublishProps) {
  const words = useFlowWords();
  return (
    <Dialog title={words.publishTitle} onClose={onClose}>
      <p className="mut">{words.publishText(number(running))}</p>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" onClick={onPublish}>
          {words.publish(number((design.version ?? 0) + 1))}
        </Button>
      </p>
    </Dialog>
  );
}

interface PropertiesProps extends StudioProps {
  drawing: Drawing;
  work: Steps<FlowDraft>;
}

/** Of the step or the way that is picked; of the whole flow where nothing is. */
function Properties({ design, shape, roles, actions, drawing, work }: PropertiesProps) {
  const words = useFlowWords();
  const label = useLabel();
  const { picked, faults } = drawing;
  const flow = work.now;
  const put = (steps: FlowDraft["steps"]) => work.change({ ...flow, steps });
  const way = picked && isWay(picked) ? wayAt(flow.steps, picked) : undefined;
  const step = picked && !isWay(picked) ? nodeAt(flow.steps, picked) : undefined;
  if (picked && way) {
    return (
      <>
        <h2>{words.wayOf(label(way.label))}</h2>
        <WayForm
          key={picked.join()}
          way={way}
          path={picked}
          shape={shape}
          faults={faults}
          onChange={(change) => put(patchWay(flow.steps, picked, change))}
        />
      </>
    );
  }
  if (picked && step && !isBranch(step)) {
    const published = allSteps(design.published?.steps ?? []).some((each) => each.step.key === step.key);
    return (
      <>
        <h2>{label(step.label, step.key)}</h2>
        <StepForm
          key={picked.join()}
          step={step}
          path={picked}
          shape={shape}
          roles={roles}
          fixed={published}
          faults={faults}
          onChange={(change) => put(patchStep(flow.steps, picked, change))}
        />
      </>
    );
  }
  return (
    <>
      <h2>{words.flowTitle}</h2>
      <FlowForm flow={flow} shape={shape} actions={actions} faults={faults} onChange={work.change} />
    </>
  );
}
