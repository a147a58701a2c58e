import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Button, Failed, Input, Labelled, Panel, TextArea } from "@/ui";
import { say } from "@/ui/notice";
import { settingsKey, type Setting } from "./queries";
import { kindOf, meant, spelled } from "./typed";
import { useSettingWords } from "./words";

/** One setting: its value as its default is made, what the default is, and the way back to it. */
export function SettingPanel({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const words = useSettingWords();
  const label = useLabel();
  const id = useId();
  const client = useQueryClient();
  const readOnly = Boolean(useMe().data?.view_as);
  const kind = kindOf(setting.default);
  const [text, setText] = useState(spelled(kind, setting.value));
  const { busy, cause, attempt } = useTrying();
  const value = meant(kind, text, setting.default);
  const run = async (action: string, input: Record<string, unknown>) => {
    await attempt(async () => {
      await act(action, { key: setting.key, ...input });
      await Promise.all(
        [settingsKey, ["calendar"]].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      say(words.saved);
      onClose();
    });
  };
  const lines = Math.min(18, Math.max(4, text.split("\n").length + 1));
  const hint = kind === "lines" ? words.lines : kind === "map" ? words.map : words.value;
  return (
    <Panel title={label(setting.label, setting.key)} onClose={onClose}>
      <p className="sm mono dim">{setting.key}</p>
      <form
        className="form-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (value !== undefined) void run("change_setting", { value });
        }}
      >
        {kind === "switch" ? (
          <div className="seg" role="group" aria-label={words.value}>
            {["true", "false"].map((each) => (
              <button key={each} type="button" aria-pressed={text === each} onClick={() => setText(each)}>
                {each === "true" ? words.yes : words.no}
              </button>
            ))}
          </div>
        ) : (
          <Labelled id={id} label={hint}>
            {kind === "lines" || kind === "map" ? (
              <TextArea id={id} rows={lines} value={text} readOnly={readOnly} onText={setText} />
            ) : (
              <Input
                id={id}
                value={text}
                readOnly={readOnly}
                inputMode={kind === "number" ? "decimal" : "text"}
                onText={setText}
              />
            )}
          </Labelled>
        )}
        {kind === "map" && value === undefined ? <p className="sm wait">{words.broken}</p> : null}
        <p className="sm mut">
          {words.usual}: <span className="n">{spelled(kind, setting.default) || words.empty}</span>
        </p>
        {cause ? <Failed cause={cause} /> : null}
        {readOnly ? null : (
          <p className="row">
            <Button kind="ink" submit disabled={busy || value === undefined}>
              {words.save}
            </Button>
            {setting.own ? (
              <Button disabled={busy} onClick={() => void run("reset_setting", {})}>
                {words.reset}
              </Button>
            ) : null}
          </p>
        )}
      </form>
    </Panel>
  );
}
