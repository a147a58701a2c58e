import { useState, type DragEvent } from "react";
import { number, shortDay } from "@/app/format";
import type { Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { createRecord } from "@/app/writes";
import { Page } from "@/desk/page";
import { PickRecord } from "@/fields/pick-record";
import { Button, Chip, Dialog, Failed, Input, Labelled, Loading } from "@/ui";
import { PickDay } from "@/ui/antd";
import { useRefreshed, useTree } from "./calls";
import { Confirm } from "./confirm";
import type { Change, Department } from "./shapes";
import { useAccessWords } from "./words";

type Asking = { kind: "move" | "head"; of: Department; to?: Reference } | { kind: "add" } | null;

/** The department tree of a day; departments are dragged, or moved by a dialog, from a day on. */
export function TreePage() {
  const words = useAccessWords();
  const [on, setOn] = useState<string | null>(null);
  const { data, error, isPending, refetch } = useTree(on ?? undefined);
  const [asking, setAsking] = useState<Asking>(null);
  const [changes, setChanges] = useState<Change[] | null>(null);
  const items = data?.items ?? [];
  const ids = new Set(items.map((each) => each.id));
  const tops = items.filter((each) => !each.parent || !ids.has(each.parent));
  return (
    <Page title={words.titles.tree}>
      <header className="list-h">
        <h1>{words.titles.tree}</h1>
        <span className="mut grow">{words.tree.note}</span>
        <span className="sm mut">{words.tree.on}</span>
        <span className="acc-day">
          <PickDay label={words.tree.on} value={on ?? data?.day ?? null} onChange={setOn} />
        </span>
        <Button icon="plus" onClick={() => setAsking({ kind: "add" })}>
          {words.tree.add}
        </Button>
      </header>
      <p className="sm dim acc-hint">{words.tree.drag}</p>
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      <ul className="acc-tree" aria-label={words.titles.tree}>
        {tops.map((each) => (
          <Branch key={each.id} of={each} items={items} onAsk={setAsking} />
        ))}
      </ul>
      {asking?.kind === "add" ? <AddDepartment onClose={() => setAsking(null)} /> : null}
      {asking && asking.kind !== "add" ? (
        <Ask
          asking={asking}
          onClose={() => setAsking(null)}
          onChange={(change) => {
            setAsking(null);
            setChanges([change]);
          }}
        />
      ) : null}
      {changes ? (
        <Confirm changes={changes} onClose={() => setChanges(null)} onDone={() => setChanges(null)} />
      ) : null}
    </Page>
  );
}

interface BranchProps {
  of: Department;
  items: Department[];
  onAsk: (asking: Asking) => void;
}

function Branch({ of, items, onAsk }: BranchProps) {
  const words = useAccessWords();
  const [over, setOver] = useState(false);
  const below = items.filter((each) => each.parent === of.id);
  const name = (id: string) => items.find((each) => each.id === id)?.name ?? "";
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const moved = items.find((each) => each.id === event.dataTransfer.getData("text/plain"));
    if (moved && moved.id !== of.id && moved.parent !== of.id)
      onAsk({ kind: "move", of: moved, to: { id: of.id, label: of.name } });
  };
  return (
    <li>
      <div
        className={over ? "acc-dep over" : "acc-dep"}
        data-department={of.name}
        draggable
        onDragStart={(event) => event.dataTransfer.setData("text/plain", of.id)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <b>{of.name}</b>
        <span className="mut">{of.head?.label ?? <span className="dim">{words.tree.noHead}</span>}</span>
        <span className="sm dim n">{words.tree.people(number(of.people))}</span>
        {of.planned.map((each) => (
          <Chip key={each.since} tone="amber">
            {words.tree.planned(shortDay(each.since), name(each.to))}
          </Chip>
        ))}
        <span className="grow" />
        <Button small kind="quiet" onClick={() => onAsk({ kind: "head", of })}>
          {words.tree.setHead}
        </Button>
        <Button small kind="quiet" onClick={() => onAsk({ kind: "move", of })}>
          {words.tree.move}
        </Button>
      </div>
      {below.length ? (
        <ul>
          {below.map((each) => (
            <Branch key={each.id} of={each} items={items} onAsk={onAsk} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

interface AskProps {
  asking: { kind: "move" | "head"; of: Department; to?: Reference };
  onClose: () => void;
  onChange: (change: Change) => void;
}

function Ask({ asking, onClose, onChange }: AskProps) {
  const words = useAccessWords();
  const { kind, of } = asking;
  const [to, setTo] = useState<Reference | null>(asking.to ?? (kind === "head" ? of.head : null));
  const [since, setSince] = useState<string | null>(null);
  const moving = kind === "move";
  const action = moving ? "move_department" : "set_head";
  return (
    <Dialog
      title={moving ? words.tree.moveTitle(of.name) : words.tree.setHeadTitle(of.name)}
      onClose={onClose}
    >
      <div className="form-1">
        <Labelled
          id="dep-to"
          label={moving ? words.tree.to : words.tree.head}
          note={moving ? words.tree.top : undefined}
        >
          <PickRecord
            id="dep-to"
            object={moving ? "department" : "person"}
            value={to}
            clearable
            placeholder={moving ? words.tree.top : words.tree.noHead}
            onChange={setTo}
          />
        </Labelled>
        <Labelled id="dep-since" label={words.tree.since}>
          <PickDay id="dep-since" value={since} placeholder={words.people.today} onChange={setSince} />
        </Labelled>
        <p className="row">
          <Button
            kind="ink"
            onClick={() => onChange({ action, input: { department: of.id, to: to?.id ?? null, since } })}
          >
            {words.people.see}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </p>
      </div>
    </Dialog>
  );
}

function AddDepartment({ onClose }: { onClose: () => void }) {
  const words = useAccessWords();
  const refreshed = useRefreshed();
  const [name, setName] = useState("");
  const [parent, setParent] = useState<Reference | null>(null);
  const { cause, attempt } = useTrying();
  const go = async () => {
    await attempt(async () => {
      await createRecord("department", { name: name.trim(), parent: parent?.id ?? null });
      await refreshed();
      onClose();
    });
  };
  return (
    <Dialog title={words.tree.add} onClose={onClose}>
      <div className="form-1">
        <Labelled id="dep-name" label={words.tree.name}>
          <Input id="dep-name" value={name} onText={setName} maxLength={80} />
        </Labelled>
        <Labelled id="dep-parent" label={words.tree.to}>
          <PickRecord id="dep-parent" object="department" value={parent} clearable onChange={setParent} />
        </Labelled>
        {cause ? <Failed cause={cause} /> : null}
        <p className="row">
          <Button kind="ink" disabled={!name.trim()} onClick={() => void go()}>
            {words.tree.go}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </p>
      </div>
    </Dialog>
  );
}
