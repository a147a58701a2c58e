import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { ShareDialog } from "@/designing/share-dialog";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, Icon, Input, Labelled, LinkButton, Menu, Panel, Popover } from "@/ui";
import { PickMany } from "@/ui/antd";
import { say } from "@/ui/notice";
import type { MetricShown } from "../metrics";
import { useBoards, useBoardVerbs, usePreview } from "../queries";
import { KINDS, metricsOf, type Board, type BoardShown, type Tile } from "../shapes";
import { useBoardWords } from "../words";
import { useDesignWords } from "../words/design";
import { Canvas } from "./canvas";
import { fresh } from "./kinds";
import { put, settled } from "./layout";
import { PhoneLayout } from "./phone-layout";
import { TileForm } from "./tile-form";
import { useDraft } from "./use-draft";

interface StudioProps {
  first: Board;
  shown: BoardShown | null;
  metrics: MetricShown[];
}

/** Tiles put together; what is seen is what they show now, to oneself or to somebody with a role. */
export function Studio({ first, shown, metrics }: StudioProps) {
  const words = useDesignWords();
  const draft = useDraft(first, shown !== null);
  const { board, change } = draft;
  const [chosen, setChosen] = useState<string | null>(null);
  const [face, setFace] = useState<"desk" | "phone">("desk");
  const [role, setRole] = useState<string | null>(null);
  const [cause, setCause] = useState<unknown>(null);
  const preview = usePreview(board, role);
  const tile = board.tiles.find((each) => each.id === chosen);
  useUndoKeys(draft);
  const faults = faultsOf(preview.error ?? cause);
  const set = (tiles: Tile[]) => change({ ...board, tiles });
  const panel =
    tile && face === "desk" ? (
      <Panel title={words.properties} onClose={() => setChosen(null)}>
        <TileForm
          key={tile.id}
          tile={tile}
          metrics={metrics}
          faults={within(faults, `tiles.${board.tiles.indexOf(tile)}.`)}
          onChange={(next) =>
            set(
              put(
                board.tiles.map((each) => (each.id === next.id ? next : each)),
                next.id,
                next,
              ),
            )
          }
          onRemove={() => {
            setChosen(null);
            change({
              ...board,
              tiles: settled(board.tiles.filter((each) => each.id !== tile.id)),
              phone: (board.phone ?? []).filter((id) => id !== tile.id),
            });
          }}
        />
      </Panel>
    ) : undefined;
  return (
    <Page title={words.title} panel={panel}>
      <Head {...{ draft, shown, role, setRole, face, setFace, setCause }} as={preview.data?.as ?? null} />
      <Names board={board} metrics={metrics} onChange={change} />
      {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
      {Object.keys(faults).length > 0 ? <Faults faults={faults} board={board} onChoose={setChosen} /> : null}
      {face === "desk" ? (
        <>
          <Palette
            onAdd={(kind) => {
              const made = fresh(kind, board.tiles, metrics);
              set([...board.tiles, made]);
              setChosen(made.id);
            }}
          />
          {board.tiles.length === 0 ? (
            <Empty title={words.emptyTitle}>{words.emptyText}</Empty>
          ) : (
            <Canvas
              tiles={board.tiles}
              answers={preview.data?.tiles}
              chosen={chosen}
              onChoose={setChosen}
              onPut={(id, spot) => set(put(board.tiles, id, spot))}
            />
          )}
        </>
      ) : (
        <PhoneLayout board={board} answers={preview.data?.tiles} onChange={change} />
      )}
    </Page>
  );
}

function Palette({ onAdd }: { onAdd: (kind: Tile["kind"]) => void }) {
  const words = useDesignWords();
  const board = useBoardWords();
  return (
    <div className="row bd-tools" role="toolbar" aria-label={words.add}>
      <span className="sm mut">{words.add}</span>
      {KINDS.map((kind) => (
        <Button key={kind} small icon="plus" onClick={() => onAdd(kind)}>
          {board.kinds[kind]}
        </Button>
      ))}
    </div>
  );
}

function Names({
  board,
  metrics,
  onChange,
}: {
  board: Board;
  metrics: MetricShown[];
  onChange: (board: Board) => void;
}) {
  const words = useDesignWords();
  const fields = useBoardWords().fields;
  const label = useLabel();
  const used = new Set(board.tiles.flatMap(metricsOf));
  const offered = new Map<string, string>();
  for (const metric of metrics)
    if (used.has(metric.key))
      for (const each of metric.dimensions) offered.set(each.name, label(each.label, each.name));
  for (const name of ["unit", "owner"]) if (!offered.has(name)) offered.set(name, fields[name] ?? name);
  return (
    <div className="bd-names">
      <Labelled id="board-zh" label={words.nameZh}>
        <Input
          id="board-zh"
          value={board.label.zh}
          onText={(zh) => onChange({ ...board, label: { ...board.label, zh } })}
        />
      </Labelled>
      <Labelled id="board-en" label={words.nameEn}>
        <Input
          id="board-en"
          value={board.label.en}
          onText={(en) => onChange({ ...board, label: { ...board.label, en } })}
        />
      </Labelled>
      <Labelled id="board-filters" label={words.filters} wide>
        <PickMany
          id="board-filters"
          value={board.filters ?? []}
          options={[...offered].map(([value, text]) => ({ value, label: text }))}
          onChange={(filters) => onChange({ ...board, filters })}
        />
      </Labelled>
    </div>
  );
}

interface HeadProps {
  draft: ReturnType<typeof useDraft>;
  shown: BoardShown | null;
  as: { id: string; label: string } | null;
  role: string | null;
  setRole: (role: string | null) => void;
  face: "desk" | "phone";
  setFace: (face: "desk" | "phone") => void;
  setCause: (cause: unknown) => void;
}

function Head({ draft, shown, as, role, setRole, face, setFace, setCause }: HeadProps) {
  const words = useDesignWords();
  const label = useLabel();
  const navigate = useNavigate();
  const verbs = useBoardVerbs();
  const { data: boards } = useBoards();
  const [revision, setRevision] = useState(shown?.revision ?? 0);
  const [sharing, setSharing] = useState(false);
  const { board } = draft;
  const roles = boards?.roles ?? [];
  const run = async (deed: () => Promise<void>) => {
    setCause(null);
    try {
      await deed();
    } catch (refused) {
      setCause(refused);
    }
  };
  const save = async () => {
    const kept = await verbs.save(named(board), revision);
    setRevision(kept?.revision ?? revision);
    draft.keep(board);
    if (!shown) void navigate(`/insight/boards/${board.key}/design`, { replace: true });
  };
  const publish = async () => {
    if (draft.dirty || !shown?.has_draft) await save();
    await verbs.publish(board.key);
    say(words.published);
    void navigate(`/insight/boards/${board.key}`);
  };
  const state = shown?.published ? words.version(shown.version) : words.never;
  return (
    <>
      <div className="rec-h bd-head">
        <div className="grow">
          <h1>{label(board.label) || words.newTitle}</h1>
          <p className="sm mut">
            {[state, draft.dirty ? words.unsaved : revision ? words.draft(revision) : ""]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <Button
          icon="undo"
          aria-label={words.undo}
          title={words.undo}
          disabled={!draft.canUndo}
          onClick={draft.undo}
        />
        <Button
          icon="right"
          aria-label={words.redo}
          title={words.redo}
          disabled={!draft.canRedo}
          onClick={draft.redo}
        />
        {shown ? <Button onClick={() => setSharing(true)}>{words.share}</Button> : null}
        {shown?.published ? (
          <>
            <Button
              onClick={() =>
                void run(() => verbs.retire(board.key).then(() => void navigate("/insight/boards")))
              }
              title={words.retireSure}
            >
              {words.retire}
            </Button>
            <LinkButton to={`/insight/boards/${board.key}`}>{words.back}</LinkButton>
          </>
        ) : null}
        <Button onClick={() => void run(async () => (await save(), say(words.saved)))}>{words.save}</Button>
        <Button kind="ink" onClick={() => void run(publish)}>
          {words.publish}
        </Button>
      </div>
      <div className="row bd-tools">
        {(["desk", "phone"] as const).map((each) => (
          <Button
            key={each}
            small
            kind={face === each ? "ink" : "plain"}
            aria-pressed={face === each}
            onClick={() => setFace(each)}
          >
            {words[each]}
          </Button>
        ))}
        <Popover
          kind="menu"
          label={words.preview}
          door={(door) => (
            <Button small icon="eye" {...door}>
              {words.preview}：
              {role ? label(roles.find((each) => each.key === role)?.label, role) : words.asMe}
              <Icon name="chevron" size="s" />
            </Button>
          )}
        >
          {(close) => (
            <Menu
              close={close}
              items={[
                { key: "me", label: words.asMe, checked: role === null, onPick: () => setRole(null) },
                ...roles.map((each) => ({
                  key: each.key,
                  label: label(each.label, each.key),
                  checked: role === each.key,
                  onPick: () => setRole(each.key),
                })),
              ]}
            />
          )}
        </Popover>
        {as ? <span className="sm mut">{words.seenAs(as.label)}</span> : null}
      </div>
      {sharing && shown ? (
        <ShareDialog
          first={shown.shared ?? []}
          roles={roles}
          people
          onClose={() => setSharing(false)}
          onShare={async (shared) => {
            await verbs.share(board.key, shared);
            setSharing(false);
          }}
        />
      ) : null}
    </>
  );
}

/** A name in one language stands in for the other. */
const named = (board: Board): Board => ({
  ...board,
  label: { zh: board.label.zh || board.label.en, en: board.label.en || board.label.zh },
});

function Faults({
  faults,
  board,
  onChoose,
}: {
  faults: Record<string, string>;
  board: Board;
  onChoose: (id: string) => void;
}) {
  const words = useDesignWords();
  const label = useLabel();
  return (
    <div className="bd-faults" role="alert">
      <p>{words.fixFirst}</p>
      <ul>
        {Object.entries(faults).map(([place, text]) => {
          const tile = board.tiles[Number(/^tiles\.(\d+)/.exec(place)?.[1] ?? -1)];
          return (
            <li key={place}>
              {tile ? (
                <button type="button" className="bd-name" onClick={() => onChoose(tile.id)}>
                  <b>{label(tile.label, tile.id)}</b>
                </button>
              ) : null}{" "}
              {text}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const faultsOf = (cause: unknown): Record<string, string> => (cause instanceof Refusal ? cause.fields : {});

const within = (faults: Record<string, string>, place: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(faults)
      .filter(([at]) => at.startsWith(place))
      .map(([at, text]) => [at.slice(place.length), text]),
  );

/** Ctrl+Z and Ctrl+Shift+Z, except while somebody types. */
function useUndoKeys({ undo, redo }: ReturnType<typeof useDraft>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && ["INPUT", "TEXTAREA"].includes(event.target.tagName);
      if (typing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [undo, redo]);
}
