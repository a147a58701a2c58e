import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObject } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { Button, Dialog, Empty, Failed, LinkButton, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { AddField } from "./add-field";
import { useDesigned, useDesigning, useRemovedFields } from "./api";
import { ChangeField } from "./change-field";
import { DeskOnly } from "./desk-only";
import { FieldTable } from "./field-table";
import { HistoryList } from "./history-list";
import { RefusalNote } from "./refusal-note";
import { RemovedList } from "./removed-list";
import { RenameObject } from "./rename-object";
import { useDesignerWords } from "./words";
import "@/records/records.css";
import "./designer.css";

/** One object: its fields, its room, what was removed, what was done. */
export function DesignPage() {
  const { object = "" } = useParams();
  const { data: shape, isPending, error, refetch } = useObject(object);
  const desk = useDeskWords();
  if (shape) {
    return (
      <DeskOnly>
        <Design key={object} shape={shape} />
      </DeskOnly>
    );
  }
  return (
    <Page title="">
      {isPending ? <Loading lines={6} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!isPending && !error ? <Empty title={desk.missing.title}>{desk.missing.text}</Empty> : null}
    </Page>
  );
}

type Open = { what: "add" } | { what: "field"; id: string } | { what: "rename" } | null;

function Design({ shape }: { shape: ObjectShape }) {
  const words = useDesignerWords();
  const label = useLabel();
  const { data, error, refetch } = useDesigned(shape.name);
  const { data: removed = [] } = useRemovedFields(shape.name);
  const { restoreField } = useDesigning();
  const [open, setOpen] = useState<Open>(null);
  const fields = data?.items ?? [];
  const chosen = open?.what === "field" ? fields.find((field) => field.id === open.id) : undefined;
  const close = () => setOpen(null);
  const own = fields.filter((field) => field.custom);
  const name = label(shape.label, shape.name);
  const panel =
    open?.what === "add" ? (
      <AddField object={shape.name} onClose={close} />
    ) : open?.what === "rename" ? (
      <RenameObject shape={shape} onClose={close} />
    ) : chosen ? (
      <ChangeField key={chosen.id} object={shape.name} field={chosen} onClose={close} />
    ) : null;
  const room = data?.budget.fields;
  const full = room !== undefined && room.used >= room.most;
  return (
    <Page title={`${name} — ${words.title}`} panel={panel}>
      <Head shape={shape} name={name} onRename={() => setOpen({ what: "rename" })} />
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      <div className="stack">
        <Section
          title={words.fields}
          note={data ? <Budget budget={data.budget} /> : null}
          extra={
            <Button small kind="ink" icon="plus" onClick={() => setOpen({ what: "add" })}>
              {words.addField}
            </Button>
          }
        >
          {full ? <p className="wait sm">{words.budgetFull}</p> : null}
          {data ? (
            own.length > 0 ? (
              <FieldTable
                object={shape.name}
                label={words.fields}
                fields={own}
                opened={chosen?.name ?? null}
                onOpen={(field) => setOpen({ what: "field", id: field.id })}
              />
            ) : (
              <Empty title={words.ownFields(number(0))}>{words.note}</Empty>
            )
          ) : (
            <Loading lines={5} />
          )}
        </Section>
        <RemovedList
          title={words.removedFields}
          removed={removed}
          onRestore={(id) => restoreField(shape.name, id)}
        />
        <Section thin title={words.shippedFields} note={words.shippedNote}>
          <FieldTable
            object={shape.name}
            label={words.shippedFields}
            fields={fields.filter((field) => !field.custom)}
          />
        </Section>
        <HistoryList object={shape.name} />
      </div>
    </Page>
  );
}

function Budget({
  budget,
}: {
  budget: { fields: { used: number; most: number }; indexes: { used: number; most: number } };
}) {
  const words = useDesignerWords();
  const { fields, indexes } = budget;
  return (
    <span className="n">
      <meter className="dz-meter" min={0} max={fields.most} value={fields.used} aria-hidden="true" />
      {words.budget(number(fields.used), number(fields.most))}
      {" · "}
      {words.indexBudget(number(indexes.used), number(indexes.most))}
    </span>
  );
}

function Head({ shape, name, onRename }: { shape: ObjectShape; name: string; onRename: () => void }) {
  const words = useDesignerWords();
  const navigate = useNavigate();
  const { hideObject } = useDesigning();
  const [removing, setRemoving] = useState(false);
  const { cause, attempt } = useTrying();
  const remove = async () => {
    setRemoving(false);
    await attempt(async () => {
      await hideObject(shape.name);
      say(words.removed);
      void navigate("/design");
    });
  };
  return (
    <>
      <p className="crumbs sm row">
        <Link to="/design">{words.back}</Link>
      </p>
      <header className="list-h">
        <h1>{name}</h1>
        <code className="sm mut grow">{shape.name}</code>
        <LinkButton small icon="list" to={`/o/${shape.name}`}>
          {words.open}
        </LinkButton>
        {shape.custom ? (
          <>
            <Button small icon="edit" onClick={onRename}>
              {words.renameObject}
            </Button>
            <Button small icon="trash" onClick={() => setRemoving(true)}>
              {words.removeObject}
            </Button>
          </>
        ) : null}
      </header>
      <RefusalNote cause={cause} />
      {removing ? (
        <Dialog title={words.removeObjectTitle(name)} onClose={() => setRemoving(false)}>
          <p className="mut">{words.removeObjectText}</p>
          <p className="row dlg-a">
            <Button onClick={() => setRemoving(false)}>{words.cancel}</Button>
            <Button kind="ink" onClick={() => void remove()}>
              {words.removeObject}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </>
  );
}
