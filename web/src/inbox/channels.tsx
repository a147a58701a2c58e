import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import { act } from "@/app/writes";
import { Button, Chip, Dialog, Empty, Input, Labelled, Section, Table, type Column } from "@/ui";
import { Kit, PickOne } from "@/ui/antd";
import { say } from "@/ui/notice";
import { useChannels, type Channel, type ChannelKind } from "./queries";
import { useInboxWords } from "./words";

/** What is asked, and tells nobody anything: there is nothing to try. */
const LISTENS = new Set(["speech", "vision", "notes", "companies"]);

type Words = ReturnType<typeof useInboxWords>["outside"];

/** The ways outside an administrator opened. */
export function Channels() {
  const words = useInboxWords().outside;
  const label = useLabel();
  const { data } = useChannels();
  const [editing, setEditing] = useState<Channel | "new" | null>(null);
  const [testing, setTesting] = useState<Channel | null>(null);
  if (!data) return null;
  const columns: Column<Channel>[] = [
    { key: "name", head: words.what, cell: (each) => <b>{label(each.label, each.channel)}</b> },
    { key: "kind", head: words.kind, cell: (each) => words.kinds[each.kind as keyof Words["kinds"]] },
    {
      key: "state",
      head: words.state,
      width: 96,
      cell: (each) => (
        <Chip tone={each.enabled ? "jade" : "line"}>{each.enabled ? words.enabled : words.disabled}</Chip>
      ),
    },
    {
      key: "do",
      head: "",
      width: 170,
      cell: (each) => (
        <span className="fx-a">
          {LISTENS.has(each.serves) ? null : (
            <Button small onClick={() => setTesting(each)}>
              {words.test}
            </Button>
          )}
          <Button small kind="quiet" onClick={() => setEditing(each)}>
            {words.edit}
          </Button>
        </span>
      ),
    },
  ];
  const add = (
    <Button small icon="plus" onClick={() => setEditing("new")}>
      {words.add}
    </Button>
  );
  return (
    <Section title={words.ways} note={words.waysText} extra={add}>
      {data.items.length === 0 ? (
        <Empty title={words.noWays}>{words.noWaysText}</Empty>
      ) : (
        <Table label={words.ways} columns={columns} rows={data.items} keyOf={(each) => each.channel} />
      )}
      {editing ? (
        <ChannelForm
          kinds={data.kinds}
          channel={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {testing ? <Trial channel={testing} onClose={() => setTesting(null)} /> : null}
    </Section>
  );
}

function Trial({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const words = useInboxWords().outside;
  const client = useQueryClient();
  const [to, setTo] = useState("");
  const asks = channel.serves === "mail" || channel.serves === "sms";
  const go = async () => {
    try {
      await act("test_channel", { channel: channel.channel, ...(asks ? { to } : {}) });
      say(words.tested);
      onClose();
    } catch (refused) {
      say(refused instanceof Refusal ? refused.message : "");
    }
    await client.invalidateQueries({ queryKey: ["effects"] });
  };
  return (
    <Dialog title={words.test} onClose={onClose}>
      <div className="fx-form">
        {asks ? (
          <Labelled id="trial-to" label={words.testTo}>
            <Input id="trial-to" value={to} onText={setTo} />
          </Labelled>
        ) : null}
      </div>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="ink" disabled={asks && to === ""} onClick={() => void go()}>
          {words.test}
        </Button>
      </p>
    </Dialog>
  );
}

interface Draft {
  channel: string;
  kind: string;
  zh: string;
  en: string;
  enabled: boolean;
  values: Record<string, string>;
}

const draftOf = (channel: Channel | null): Draft => ({
  channel: channel?.channel ?? "",
  kind: channel?.kind ?? "mail",
  zh: channel?.label.zh ?? "",
  en: channel?.label.en ?? "",
  enabled: channel?.enabled ?? true,
  values: Object.fromEntries(
    Object.entries(channel?.config ?? {}).map(([key, value]) => [key, String(value)]),
  ),
});

const bodyOf = (draft: Draft, kind: ChannelKind) => {
  const given = (names: string[]) => names.filter((name) => draft.values[name]);
  return {
    channel: draft.channel,
    kind: draft.kind,
    label: { zh: draft.zh, en: draft.en || draft.zh },
    enabled: draft.enabled,
    config: Object.fromEntries(
      given(kind.config).map((name) => [
        name,
        name === "port" ? Number(draft.values[name]) : draft.values[name],
      ]),
    ),
    secrets: Object.fromEntries(given(kind.secrets).map((name) => [name, draft.values[name]])),
  };
};

interface FormProps {
  kinds: ChannelKind[];
  channel: Channel | null;
  onClose: () => void;
}

function ChannelForm({ kinds, channel, onClose }: FormProps) {
  const words = useInboxWords().outside;
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(channel));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const kind = kinds.find((each) => each.kind === draft.kind);
  if (!kind) return null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await act("set_channel", bodyOf(draft, kind));
      await client.invalidateQueries({ queryKey: ["effects"] });
      onClose();
    } catch (refused) {
      setRefusal(refused instanceof Refusal ? refused : null);
    }
  };
  const fault = (name: string) =>
    refusal?.fields[`config.${name}`] ?? refusal?.fields[`secrets.${name}`] ?? refusal?.fields[name];
  return (
    <Dialog title={channel ? words.edit : words.add} onClose={onClose}>
      <form className="fx-form" onSubmit={(event) => void save(event)}>
        <Labelled id="ch-kind" label={words.kind}>
          <Kit>
            <PickOne
              id="ch-kind"
              value={draft.kind}
              disabled={channel !== null}
              options={kinds.map((each) => ({
                value: each.kind,
                label: words.kinds[each.kind as keyof Words["kinds"]],
              }))}
              onChange={(next) => setDraft({ ...draft, kind: next ?? draft.kind, values: {} })}
            />
          </Kit>
        </Labelled>
        <Labelled id="ch-key" label={words.key} fault={fault("channel")}>
          <Input
            id="ch-key"
            value={draft.channel}
            readOnly={channel !== null}
            onText={(text) => setDraft({ ...draft, channel: text })}
          />
        </Labelled>
        <Labelled id="ch-zh" label={words.nameZh} fault={fault("label")}>
          <Input id="ch-zh" value={draft.zh} onText={(zh) => setDraft({ ...draft, zh })} />
        </Labelled>
        <Labelled id="ch-en" label={words.nameEn}>
          <Input id="ch-en" value={draft.en} onText={(en) => setDraft({ ...draft, en })} />
        </Labelled>
        {[...kind.config, ...kind.secrets].map((name) => (
          <Value
            key={name}
            name={name}
            secret={kind.secrets.includes(name)}
            set={channel?.secrets.includes(name) ?? false}
            fault={fault(name)}
            value={draft.values[name] ?? ""}
            onChange={(text) => setDraft({ ...draft, values: { ...draft.values, [name]: text } })}
          />
        ))}
        <label className="row">
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={() => setDraft({ ...draft, enabled: !draft.enabled })}
          />
          {words.enabled}
        </label>
        {refusal ? (
          <p className="sm risk" role="alert">
            {refusal.message}
          </p>
        ) : null}
        <p className="row dlg-a">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="ink" submit>
            {channel ? words.edit : words.add}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}

interface ValueProps {
  name: string;
  secret: boolean;
  set: boolean;
  fault: string | undefined;
  value: string;
  onChange: (text: string) => void;
}

function Value({ name, secret, set, fault, value, onChange }: ValueProps) {
  const words = useInboxWords().outside;
  const id = `ch-${name}`;
  const called = words.fields[name as keyof Words["fields"]];
  if (name === "security") {
    return (
      <Labelled id={id} label={called} fault={fault}>
        <Kit>
          <PickOne
            id={id}
            value={value || null}
            options={Object.entries(words.securities).map(([key, text]) => ({ value: key, label: text }))}
            onChange={(next) => onChange(next ?? "")}
          />
        </Kit>
      </Labelled>
    );
  }
  return (
    <Labelled id={id} label={called} fault={fault} note={set ? `${words.set} · ${words.keep}` : undefined}>
      <Input
        id={id}
        value={value}
        autoComplete="off"
        type={secret && name !== "url" ? "password" : "text"}
        inputMode={name === "port" ? "numeric" : undefined}
        onText={onChange}
      />
    </Labelled>
  );
}
