import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { act } from "@/app/writes";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Button, Chip, Failed, Input, Labelled, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { inboxKeys, useNotifySettings, type Outside, type Own, type Settings } from "./queries";
import { TONES } from "./row";
import { useInboxWords } from "./words";
import "./inbox.css";

/** 我的通知方式: what the roles allow, what one turned down, and what comes of it. */
export function NotifySettingsPage() {
  const words = useInboxWords().settings;
  const { data, error, refetch } = useNotifySettings();
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1>{words.title}</h1>
      </div>
      <p className="mut">{words.intro}</p>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Choices key={JSON.stringify(data.own)} settings={data} />
      ) : error ? null : (
        <Loading lines={8} />
      )}
    </Page>
  );
}

function Choices({ settings }: { settings: Settings }) {
  const words = useInboxWords();
  const client = useQueryClient();
  const readOnly = Boolean(useMe().data?.view_as);
  const [own, setOwn] = useState<Own>(settings.own);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await act("set_notify_choices", { ...own });
      await client.invalidateQueries({ queryKey: inboxKeys.all });
      say(words.settings.saved);
    } catch (refused) {
      say(refused instanceof Refusal ? `${refused.message} ${refused.remedy}` : words.settings.title);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="ib-set">
      <Outcome settings={settings} />
      <Section title={words.settings.off} note={words.settings.offText}>
        <div className="ib-checks">
          {settings.channels.map((channel) => (
            <Off key={channel} channel={channel} settings={settings} own={own} onChange={setOwn} />
          ))}
        </div>
      </Section>
      <Quiet settings={settings} own={own} onChange={setOwn} />
      <Section title={words.settings.digest} note={words.settings.digestText}>
        <div className="row">
          <Labelled id="digest-at" label={words.settings.at}>
            <Input
              id="digest-at"
              type="time"
              className="ib-time"
              value={own.digest}
              onText={(digest) => setOwn({ ...own, digest })}
            />
          </Labelled>
          {own.digest ? (
            <Button kind="quiet" onClick={() => setOwn({ ...own, digest: "" })}>
              {words.settings.clear}
            </Button>
          ) : null}
        </div>
      </Section>
      <p className="row">
        <Button kind="ink" disabled={busy || readOnly} onClick={() => void save()}>
          {words.settings.save}
        </Button>
      </p>
    </div>
  );
}

function Outcome({ settings }: { settings: Settings }) {
  const words = useInboxWords();
  return (
    <Section title={words.settings.byLevel}>
      <table className="tb" aria-label={words.settings.byLevel}>
        <thead>
          <tr>
            <th scope="col" style={{ width: 120 }}>
              {words.settings.level}
            </th>
            <th scope="col">{words.settings.result}</th>
          </tr>
        </thead>
        <tbody>
          {settings.levels.map((level) => (
            <tr key={level}>
              <td>
                <Chip tone={TONES[level]}>{words.levels[level]}</Chip>
              </td>
              <td>
                {settings.outcome[level].length === 0
                  ? words.settings.only
                  : [words.channels.app, ...settings.outcome[level].map((each) => words.channels[each])].join(
                      " · ",
                    )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface PartProps {
  settings: Settings;
  own: Own;
  onChange: (own: Own) => void;
}

function Off({ channel, settings, own, onChange }: PartProps & { channel: Outside }) {
  const words = useInboxWords();
  const allowed = settings.roles.some((role) =>
    settings.levels.some((level) => role[level].includes(channel)),
  );
  const lacks =
    (channel === "mail" && !settings.reached.mail) || (channel === "sms" && !settings.reached.sms);
  const off = own.off.includes(channel);
  const flip = () =>
    onChange({ ...own, off: off ? own.off.filter((each) => each !== channel) : [...own.off, channel] });
  const why = !allowed
    ? words.settings.notAllowed
    : lacks
      ? channel === "mail"
        ? words.settings.noMail
        : words.settings.noPhone
      : "";
  return (
    <label>
      <input type="checkbox" checked={off} disabled={!allowed} onChange={flip} />
      <span>{words.channels[channel]}</span>
      {why ? <span className="sm dim">{why}</span> : null}
    </label>
  );
}

function Quiet({ settings, own, onChange }: PartProps) {
  const words = useInboxWords().settings;
  const [from, to] = own.quiet ?? ["", ""];
  const set = (next: [string, string]) =>
    onChange({ ...own, quiet: next[0] === "" && next[1] === "" ? null : next });
  const role = settings.roles.find((each) => each.quiet.length === 2)?.quiet;
  return (
    <Section title={words.quiet} note={words.quietText}>
      {role ? <p className="sm mut">{words.ofRole(role.join(" – "))}</p> : null}
      <div className="row">
        <Labelled id="quiet-from" label={words.from}>
          <Input
            id="quiet-from"
            type="time"
            className="ib-time"
            value={from}
            onText={(text) => set([text, to])}
          />
        </Labelled>
        <Labelled id="quiet-to" label={words.to}>
          <Input
            id="quiet-to"
            type="time"
            className="ib-time"
            value={to}
            onText={(text) => set([from, text])}
          />
        </Labelled>
        {own.quiet ? (
          <Button kind="quiet" onClick={() => onChange({ ...own, quiet: null })}>
            {words.clear}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}
