import { useState } from "react";
import { number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Chip, Empty, Failed, Icon, Input, Loading, Section, Table, type Column } from "@/ui";
import { useSettings, type Setting } from "./queries";
import { SettingPanel } from "./panel";
import { kindOf } from "./typed";
import { useSettingWords } from "./words";

/** Every number and word of the house, by group; each opens to be changed. */
export function SettingsPage() {
  const words = useSettingWords();
  const label = useLabel();
  const me = useMe().data;
  const may = me?.permissions.includes("schema:design") ?? false;
  const { data, error, refetch } = useSettings(may);
  const [open, setOpen] = useState<string | null>(null);
  const [asked, ask] = useState("");
  const short = useShort();
  if (me && !may) {
    return (
      <Page title={words.title}>
        <Empty title={words.forbidden}>{words.forbiddenText}</Empty>
      </Page>
    );
  }
  const nameOf = (setting: Setting) => label(setting.label, setting.key);
  const groupOf = (setting: Setting) => label(setting.group, setting.key.split(".")[0]);
  const found = (data ?? []).filter((each) =>
    `${nameOf(each)} ${groupOf(each)} ${each.key}`.toLowerCase().includes(asked.trim().toLowerCase()),
  );
  const groups = [...new Set(found.map(groupOf))];
  const shown = data?.find((each) => each.key === open);
  const columns: Column<Setting>[] = [
    {
      key: "name",
      head: words.title,
      cell: (each) => (
        <button
          type="button"
          className="door"
          aria-label={words.change(nameOf(each))}
          onClick={() => setOpen(each.key)}
        >
          {nameOf(each)}
        </button>
      ),
    },
    {
      key: "value",
      head: words.value,
      cell: (each) => <span className="n">{short(each.value)}</span>,
      width: 220,
    },
    {
      key: "own",
      head: words.own,
      width: 260,
      cell: (each) =>
        each.own ? (
          <span className="row">
            <Chip tone="indigo">{words.own}</Chip>
            <span className="sm mut clip">
              {each.by && each.since ? words.by(each.by.label, shortDay(each.since)) : null}
            </span>
          </span>
        ) : (
          <span className="sm dim">{words.usual}</span>
        ),
    },
  ];
  return (
    <Page
      title={words.title}
      panel={shown ? <SettingPanel key={shown.key} setting={shown} onClose={() => setOpen(null)} /> : null}
    >
      <header className="list-h">
        <h1>{words.title}</h1>
        <span className="mut grow">{words.intro}</span>
        <Input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={asked}
          onText={ask}
          lead={<Icon name="search" size="s" />}
        />
      </header>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={9} /> : null}
      {data && found.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      <div className="stack">
        {groups.map((group) => (
          <Section key={group} title={group}>
            <Table
              label={group}
              columns={columns}
              rows={found.filter((each) => groupOf(each) === group)}
              keyOf={(each) => each.key}
            />
          </Section>
        ))}
      </div>
    </Page>
  );
}

/** A value in one line. */
function useShort() {
  const words = useSettingWords();
  return (value: unknown): string => {
    const kind = kindOf(value);
    if (kind === "number") return number(value as number);
    if (kind === "switch") return value ? words.yes : words.no;
    if (kind === "text") return value ? String(value) : words.empty;
    const parts = Array.isArray(value) ? value.length : Object.keys(value as object).length;
    return parts === 0 ? words.empty : words.parts(number(parts));
  };
}
