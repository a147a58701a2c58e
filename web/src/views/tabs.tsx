import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Filter, ObjectShape } from "@/app/shapes";
import { act } from "@/app/writes";
import { ShareDialog } from "@/designing/share-dialog";
import { Button, Dialog, Icon, Menu, Popover } from "@/ui";
import { say } from "@/ui/notice";
import { viewKeys, type Shown, type View, type Views } from "./queries";
import { SaveDialog } from "./save-dialog";
import { TabList } from "./tab-list";
import { useViewWords } from "./words";
import "./views.css";

interface ViewTabsProps {
  shape: ObjectShape;
  views: Views;
  view: View | null;
  shown: Shown;
  filter: Filter | null;
  sort: string;
  /** What is on screen differs from what the view says. */
  changed: boolean;
  readOnly: boolean;
  /** Another view is to be looked at; null is all records. */
  onGo: (view: View | null) => void;
}

const asked = (shown: Shown) => ({
  ...shown,
  columns: shown.columns.map(({ field, width }) => (width ? { field, width } : { field })),
});

type Asking = "save" | "share" | "remove" | null;

/** Views as tabs above their list, and what can be done with the one on top. */
export function ViewTabs(props: ViewTabsProps) {
  const { shape, views, view, shown, filter, sort, changed, readOnly, onGo } = props;
  const words = useViewWords();
  const client = useQueryClient();
  const [asking, ask] = useState<Asking>(null);
  const body = { object: shape.name, filter, sort, ...asked(shown) };
  const run = async (action: string, input: Record<string, unknown>, said: string): Promise<View | null> => {
    const { result } = await act<{ view?: View }>(action, input);
    await client.invalidateQueries({ queryKey: viewKeys.of(shape.name) });
    say(said);
    ask(null);
    return result.view ?? null;
  };
  const saveHere = () => {
    if (!view) return;
    const input = { ...body, id: view.id, version: view.version, name: view.name };
    run("save_view", input, words.saved).catch((cause: unknown) =>
      say(cause instanceof Error ? cause.message : ""),
    );
  };
  const items = view?.may_change
    ? [
        { key: "share", label: words.share, icon: "team" as const, onPick: () => ask("share") },
        { key: "remove", label: words.remove, icon: "trash" as const, onPick: () => ask("remove") },
      ]
    : [];
  return (
    <div className="vt">
      <TabList shape={shape} views={views} view={view} readOnly={readOnly} />
      {view?.dropped ? <span className="sm wait">{words.dropped}</span> : null}
      <span className="grow" />
      {changed ? <span className="sm dim">{words.changed}</span> : null}
      {view?.may_change && changed && !readOnly ? (
        <Button small kind="ink" onClick={saveHere}>
          {words.save}
        </Button>
      ) : null}
      {readOnly ? null : (
        <Button small kind="quiet" onClick={() => ask("save")}>
          {words.saveAs}
        </Button>
      )}
      {items.length > 0 && !readOnly ? (
        <Popover
          side="right"
          kind="menu"
          label={words.views}
          door={(door) => (
            <button type="button" className="tap" aria-label={words.share} {...door}>
              <Icon name="more" />
            </button>
          )}
        >
          {(close) => <Menu items={items} close={close} />}
        </Popover>
      ) : null}
      {asking === "save" ? (
        <SaveDialog
          onClose={() => ask(null)}
          onSave={async (name) => onGo(await run("save_view", { ...body, name }, words.saved))}
        />
      ) : null}
      {asking === "share" && view ? (
        <ShareDialog
          first={view.shared ?? []}
          roles={views.roles}
          onClose={() => ask(null)}
          onShare={async (shared) => void (await run("share_view", { id: view.id, shared }, words.shared))}
        />
      ) : null}
      {asking === "remove" && view ? (
        <Dialog title={words.remove} onClose={() => ask(null)}>
          <p className="mut">{words.removeText}</p>
          <p className="row dlg-a">
            <Button onClick={() => ask(null)}>{words.cancel}</Button>
            <Button
              kind="ink"
              onClick={() => {
                run("delete_view", { id: view.id }, words.removed).then(
                  () => onGo(null),
                  (cause: unknown) => say(cause instanceof Error ? cause.message : ""),
                );
              }}
            >
              {words.remove}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </div>
  );
}
