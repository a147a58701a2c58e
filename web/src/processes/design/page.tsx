import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { DeskOnly } from "@/designer/desk-only";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { Button, Dialog, Empty, Failed, LinkButton, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { useDesigns, useProcessDesigning, type Design, type Designs, type ProcessDraft } from "./api";
import { CopyPanel } from "./copy-panel";
import { MinedDialog } from "./mined";
import { Studio } from "./studio";
import { useProcessWords } from "./words";
import "./design.css";

/** One process: its draft, or a draft to be begun from what is in force. */
export function ProcessDesignPage() {
  const { key = "" } = useParams();
  const words = useProcessWords();
  const desk = useDeskWords();
  const may = useMe().data?.permissions.includes("schema:design") ?? false;
  const { data: designs, error, refetch } = useDesigns(may);
  const { data: objects } = useObjects();
  const design = designs?.items.find((each) => each.key === key);
  const shape = objects?.find((each) => each.name === design?.object);
  if (design && designs && shape) {
    return (
      <DeskOnly>
        <Drawn key={key} design={design} designs={designs} shape={shape} />
      </DeskOnly>
    );
  }
  return (
    <Page title={words.title}>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!error && (!designs || !objects) && may ? <Loading lines={8} /> : null}
      {designs && objects ? <Empty title={desk.missing.title}>{desk.missing.text}</Empty> : null}
      {may ? null : <Empty title={words.forbidden}>{words.forbiddenText}</Empty>}
    </Page>
  );
}

interface DrawnProps {
  design: Design;
  designs: Designs;
  shape: ObjectShape;
}

/** A version as something to work on. */
const draftOf = (design: Design): ProcessDraft | null => {
  const from = design.draft ?? design.published;
  if (!from) return null;
  const { key, object, label, site, nodes } = from;
  return { key, object, label, site, nodes };
};

function Drawn({ design, designs, shape }: DrawnProps) {
  const words = useProcessWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { retire } = useProcessDesigning();
  const [open, setOpen] = useState<"copy" | "mined" | "retire" | null>(null);
  const { cause, attempt } = useTrying();
  const first = draftOf(design);
  const name = label(design.label, design.key);
  const records = design.flight.reduce((sum, each) => sum + each.records, 0);
  const about = [
    `${label(shape.label, shape.name)} ${design.key}`,
    design.published ? words.version(number(design.published.version)) : words.states.draft,
    ...(design.retired ? [words.states.retired] : []),
    words.flight(number(records)),
  ];
  const away = async () => {
    setOpen(null);
    await attempt(async () => {
      await retire(design.key);
      say(words.retired);
    });
  };
  const panel =
    open === "copy" ? (
      <CopyPanel
        design={design}
        onClose={() => setOpen(null)}
        onCopied={(key) => void navigate(`/processes/${key}`)}
      />
    ) : null;
  return (
    <Page title={`${name} — ${words.title}`} panel={panel} flush>
      <DesignRoom>
        <DesignHead>
          <Link className="sm" to="/processes">
            {words.back}
          </Link>
          <h1 className="song">{name}</h1>
          <span className="sm dim grow clip">{about.join(" · ")}</span>
          {design.published ? (
            <LinkButton small icon="board" to={`/o/${design.object}/board?process=${design.key}`}>
              {words.open}
            </LinkButton>
          ) : null}
          {design.published && !design.retired ? (
            <Button small onClick={() => setOpen("mined")}>
              {words.mined.title}
            </Button>
          ) : null}
          <Button small onClick={() => setOpen("copy")}>
            {words.copy}
          </Button>
          {design.published && !design.retired ? (
            <Button small kind="quiet" onClick={() => setOpen("retire")}>
              {words.retire}
            </Button>
          ) : null}
        </DesignHead>
        {cause ? <Failed cause={cause} /> : null}
        {first ? (
          <Studio
            key={`${design.draft?.revision ?? 0}/${design.published?.version ?? 0}`}
            design={design}
            designs={designs}
            shape={shape}
            first={first}
          />
        ) : null}
      </DesignRoom>
      {open === "mined" ? <MinedDialog design={design} onClose={() => setOpen(null)} /> : null}
      {open === "retire" ? (
        <Dialog title={words.retireTitle(name)} onClose={() => setOpen(null)}>
          <p className="mut">{words.retireText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setOpen(null)}>{words.close}</Button>
            <Button kind="ink" onClick={() => void away()}>
              {words.retire}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </Page>
  );
}
