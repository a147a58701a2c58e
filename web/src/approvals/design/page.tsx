import { useState } from "react";
import { Link, useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { DeskOnly } from "@/designer/desk-only";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { useDesigns } from "@/processes/design/api";
import { Button, Dialog, Empty, Failed, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { useActions } from "./actions";
import { useFlow, useFlowDesigning, useRunning, type FlowDesign } from "./api";
import type { FlowDraft } from "./shapes";
import { Studio } from "./studio";
import { useFlowWords } from "./words";
import "./design.css";

/** One flow: its draft, or a draft to be begun from what is in force. */
export function FlowDesignPage() {
  const { key = "" } = useParams();
  const words = useFlowWords();
  const desk = useDeskWords();
  const may = useMe().data?.permissions.includes("schema:design") ?? false;
  const { data: design, error, refetch } = useFlow(key, may);
  const { data: objects } = useObjects();
  const shape = objects?.find((each) => each.name === design?.object);
  if (design && shape) {
    return (
      <DeskOnly>
        <Drawn key={key} design={design} shape={shape} />
      </DeskOnly>
    );
  }
  return (
    <Page title={words.title}>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!error && may && !(design && objects) ? <Loading lines={8} /> : null}
      {design && objects ? <Empty title={desk.missing.title}>{desk.missing.text}</Empty> : null}
      {may ? null : <Empty title={words.forbidden}>{words.forbiddenText}</Empty>}
    </Page>
  );
}

/** A version as something to work on. */
const draftOf = (design: FlowDesign): FlowDraft | null => design.draft ?? design.published;

function Drawn({ design, shape }: { design: FlowDesign; shape: ObjectShape }) {
  const words = useFlowWords();
  const label = useLabel();
  const roles = useDesigns(true).data?.roles ?? [];
  const actions = useActions(shape.name);
  const [retiring, setRetiring] = useState(false);
  const first = draftOf(design);
  const name = label(first?.label, design.key);
  const running = useRunning(true).get(design.key) ?? 0;
  const about = [
    `${label(shape.label, shape.name)} ${design.key}`,
    design.published ? words.version(number(design.version ?? 1)) : words.states.draft,
    ...(design.retired ? [words.states.retired] : []),
    ...(running > 0 ? [words.running(number(running))] : []),
  ];
  return (
    <Page title={`${name} — ${words.title}`} flush>
      <DesignRoom>
        <DesignHead>
          <Link className="sm" to="/flows">
            {words.back}
          </Link>
          <h1 className="song">{name}</h1>
          <span className="sm dim grow clip">{about.join(" · ")}</span>
          {design.published && !design.retired ? (
            <Button small kind="quiet" onClick={() => setRetiring(true)}>
              {words.retire}
            </Button>
          ) : null}
        </DesignHead>
        {first ? (
          <Studio
            key={`${design.revision}/${design.version ?? 0}`}
            design={design}
            shape={shape}
            roles={roles}
            actions={actions}
            running={running}
            first={first}
          />
        ) : null}
      </DesignRoom>
      {retiring ? <Retire flow={design.key} name={name} onClose={() => setRetiring(false)} /> : null}
    </Page>
  );
}

function Retire({ flow, name, onClose }: { flow: string; name: string; onClose: () => void }) {
  const words = useFlowWords();
  const { retire } = useFlowDesigning();
  const { cause, attempt } = useTrying();
  const away = async () => {
    await attempt(async () => {
      await retire(flow);
      say(words.retired);
      onClose();
    });
  };
  return (
    <Dialog title={words.retireTitle(name)} onClose={onClose}>
      <p className="mut">{words.retireText}</p>
      {cause ? <Failed cause={cause} /> : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" onClick={() => void away()}>
          {words.retire}
        </Button>
      </p>
    </Dialog>
  );
}
