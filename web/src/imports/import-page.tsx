import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { address } from "@/app/api";
import { number, time } from "@/app/format";
import { useLabel } from "@/app/language";
import { refresh, useObject } from "@/app/queries";
import { Page } from "@/desk/page";
import { Button, Dialog, Failed, Icon, LinkButton, Loading, Section } from "@/ui";
import { forgetImports, goOn, useImport } from "./calls";
import { kept } from "./kept";
import { Progress } from "./progress";
import { RowsTable } from "./rows-table";
import { isBusy, type Counts, type ImportShown } from "./shapes";
import { Steps } from "./steps";
import { useImportWords } from "./words";
import "@/records/records.css";
import "./imports.css";

/** One import: how far it is, what the dry run found, what was written, and the way back. */
export function ImportPage() {
  const { id = "" } = useParams();
  const { data, error, isPending, refetch } = useImport(id);
  const words = useImportWords();
  if (data) return <One key={id} held={data} />;
  return (
    <Page title={words.title}>
      {isPending ? <Loading lines={6} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
    </Page>
  );
}

const written = (counts: Counts): number => counts.created + counts.updated;

/** The finding is the title. */
function useTitle(held: ImportShown): string {
  const words = useImportWords().one;
  if (held.undoing) return words.undoing(held.name);
  switch (held.state) {
    case "checking":
      return words.checking(held.name);
    case "applying":
      return words.applying(held.name);
    case "failed":
      return words.failed;
    case "undone":
      return words.undone(number((held.undone?.removed ?? 0) + (held.undone?.restored ?? 0)));
    case "done":
      return written(held) > 0 ? words.done(number(written(held))) : words.doneNone;
    default:
      if (written(held) === 0) return held.rejected > 0 ? words.checkedNone : words.checkedSame;
      return held.rejected > 0
        ? words.checked(number(written(held)), number(held.rejected))
        : words.checkedAll(number(written(held)));
  }
}

const STEP: Record<ImportShown["state"], number> = {
  checking: 2,
  checked: 2,
  applying: 3,
  done: 4,
  failed: 3,
  undone: 4,
};

function One({ held }: { held: ImportShown }) {
  const words = useImportWords();
  const label = useLabel();
  const client = useQueryClient();
  const { data: shape } = useObject(held.object);
  const title = useTitle(held);
  const busy = isBusy(held);
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current && !busy) {
      refresh(client, [{ object: held.object, record: "", version: null }]);
      void forgetImports(client);
    }
    wasBusy.current = busy;
  }, [busy, client, held.object]);
  return (
    <Page title={title}>
      <div className="imp">
        <header className="list-h">
          <h1 className="grow">{title}</h1>
          <Steps at={STEP[held.state]} />
        </header>
        <p className="mut imp-meta">
          <b>{held.name}</b> · {label(shape?.label, held.object)} · {time(held.created_at)}
          {held.history ? ` · ${words.columns.late}` : ""}
        </p>
        {busy ? <Progress held={held} /> : null}
        {busy ? <p className="sm mut">{words.one.leave}</p> : null}
        {held.error ? <Stopped held={held} /> : null}
        {!busy ? <Figures held={held} /> : null}
        <Actions held={held} objectLabel={label(shape?.label, held.object)} />
        <Warnings held={held} />
        {!busy ? <Likely held={held} /> : null}
        {!busy ? <Rejected held={held} /> : null}
      </div>
    </Page>
  );
}

function Stopped({ held }: { held: ImportShown }) {
  const { error } = held;
  if (!error) return null;
  return (
    <div className="st" role="alert">
      <p>
        <b>{error.message}</b>
      </p>
      <p className="mut">{error.remedy}</p>
      {error.fields ? (
        <ul className="sm mut">
          {Object.entries(error.fields).map(([name, said]) => (
            <li key={name}>
              {name}: {said}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Figures({ held }: { held: ImportShown }) {
  const words = useImportWords().one;
  const counts: [string, number, boolean][] = held.undone
    ? [
        [words.removed, held.undone.removed, false],
        [words.restored, held.undone.restored, false],
        [words.left, held.undone.left, held.undone.left > 0],
      ]
    : [
        [words.total, held.total, false],
        [words.created, held.created, false],
        [words.updated, held.updated, false],
        [words.skipped, held.skipped, false],
        [words.rejected, held.rejected, held.rejected > 0],
      ];
  return (
    <dl className="imp-figs">
      {counts.map(([name, count, odd]) => (
        <div key={name}>
          <dt className="sm dim">{name}</dt>
          <dd className={odd ? "fig risk" : "fig"}>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Actions({ held, objectLabel }: { held: ImportShown; objectLabel: string }) {
  const words = useImportWords();
  const client = useQueryClient();
  const [params] = useSearchParams();
  const [asking, setAsking] = useState(params.has("undo") && held.state === "done");
  const [stopping, setStopping] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const go = async (how: "apply" | "cancel" | "undo") => {
    setAsking(false);
    setCause(null);
    setStopping(how === "cancel");
    try {
      await goOn(held.id, how);
    } catch (refused) {
      setCause(refused);
      setStopping(false);
    }
    await forgetImports(client);
  };
  const { state } = held;
  const again = kept(held.id) !== null;
  const part = state === "failed" && held.plan !== null && held.undone === null;
  const undoable = state === "done" || (state === "failed" && (held.progress.at > 0 || held.undone !== null));
  return (
    <div className="row imp-acts">
      {state === "checked" ? (
        <>
          <Button kind="ink" disabled={written(held) === 0} onClick={() => void go("apply")}>
            {words.one.apply(number(written(held)))}
          </Button>
          {again ? <LinkButton to={`/imports/new?again=${held.id}`}>{words.one.back}</LinkButton> : null}
          <Button kind="quiet" onClick={() => void go("cancel")}>
            {words.one.giveUp}
          </Button>
        </>
      ) : null}
      {isBusy(held) && !held.undoing ? (
        <Button disabled={stopping} onClick={() => void go("cancel")}>
          {words.one.cancel}
        </Button>
      ) : null}
      {isBusy(held) && stopping ? <span className="sm mut">{words.one.asked}</span> : null}
      {part ? (
        <Button kind="ink" onClick={() => void go("apply")}>
          {words.one.resume}
        </Button>
      ) : null}
      {state === "done" ? (
        <LinkButton to={`/o/${held.object}`}>{words.one.open(objectLabel)}</LinkButton>
      ) : null}
      {undoable && !held.undoing ? (
        <Button icon="undo" onClick={() => setAsking(true)}>
          {words.one.undo}
        </Button>
      ) : null}
      {["done", "undone", "failed"].includes(state) ? (
        again && state === "failed" ? (
          <LinkButton to={`/imports/new?again=${held.id}`}>{words.one.back}</LinkButton>
        ) : (
          <LinkButton to={`/imports/new?object=${held.object}`}>{words.one.again}</LinkButton>
        )
      ) : null}
      {cause ? <Failed cause={cause} /> : null}
      {asking ? (
        <Dialog title={words.one.undoTitle} onClose={() => setAsking(false)}>
          <p className="mut">{words.one.undoText(number(written(held)))}</p>
          <p className="row dlg-a">
            <Button onClick={() => setAsking(false)}>{words.one.keep}</Button>
            <Button kind="ink" onClick={() => void go("undo")}>
              {words.one.undo}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </div>
  );
}

function Warnings({ held }: { held: ImportShown }) {
  const words = useImportWords().one;
  if (held.warnings.length === 0) return null;
  return (
    <Section title={words.warnings} note={number(held.warnings.length)}>
      <ul className="lines imp-warn">
        {held.warnings.map((warning) => (
          <li key={warning.message}>{warning.message}</li>
        ))}
      </ul>
    </Section>
  );
}

const ALIKE: ReadonlySet<string> = new Set(["import_rows_alike", "import_rows_alike_in_file"]);

/** Rows that are likely something that is there, or an earlier row, with why. */
function Likely({ held }: { held: ImportShown }) {
  const words = useImportWords().one;
  const alike = held.warnings.filter((each) => ALIKE.has(each.code));
  const count = alike.reduce((total, each) => total + Number(each.facts["count"] ?? 0), 0);
  if (count === 0 || held.undone) return null;
  return (
    <Section title={words.alikeRows} note={words.alikeNote}>
      <RowsTable held={held} verdict="alike" count={count} />
    </Section>
  );
}

function Rejected({ held }: { held: ImportShown }) {
  const words = useImportWords().one;
  const left = held.undone?.left ?? 0;
  if (left > 0) {
    return (
      <Section title={words.leftRows} note={words.leftNote}>
        <RowsTable held={held} verdict="left" count={left} />
      </Section>
    );
  }
  if (held.rejected === 0 || held.undone) return null;
  const file = address(`/imports/${held.id}/rejected`);
  return (
    <Section
      title={words.reject}
      note={words.rejectNote}
      extra={
        <a className="btn s" href={file} download>
          <Icon name="download" size="s" />
          {words.download}
        </a>
      }
    >
      <RowsTable held={held} verdict="rejected" count={held.rejected} />
    </Section>
  );
}
