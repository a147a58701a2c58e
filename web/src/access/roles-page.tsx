import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Page } from "@/desk/page";
import { Button, Chip, type Column, Dialog, Failed, Input, Labelled, Loading, Table } from "@/ui";
import { useRoles } from "./calls";
import { Choose } from "./choose";
import { draftRole, useDraft } from "./draft";
import { DraftBar } from "./draft-bar";
import type { Role } from "./shapes";
import { useAccessWords } from "./words";

/** Every role, those that exist as drafts only too. */
export function RolesPage() {
  const words = useAccessWords();
  const label = useLabel();
  const draft = useDraft();
  const { data, error, isPending, refetch } = useRoles();
  const [copied, setCopied] = useState<string | null>(null);
  const known = new Set(data?.items.map((role) => role.key));
  const fresh = Object.values(draft)
    .map((each) => each.role)
    .filter((role) => !known.has(role.key));
  const shown = [...(data?.items ?? []), ...fresh].map((role) => draft[role.key]?.role ?? role);
  const columns: Column<Role>[] = [
    {
      key: "name",
      head: words.roles.name,
      cell: (role) => (
        <span className="row">
          <Link to={`/access/roles/${role.key}`}>
            <b>{label(role.label, role.key)}</b>
          </Link>
          <span className="sm dim">{role.key}</span>
          {draft[role.key] ? <Chip tone="amber">{words.draft.changed}</Chip> : null}
        </span>
      ),
    },
    {
      key: "people",
      head: words.roles.people,
      figure: true,
      width: 80,
      cell: (role) => number(data?.items.find((each) => each.key === role.key)?.people ?? 0),
    },
    {
      key: "sees",
      head: words.roles.sees,
      width: 130,
      cell: (role) => words.roles.objects(seen(role, data?.objects.length ?? 0)),
    },
    { key: "rules", head: words.roles.rules, width: 130, cell: (role) => words.roles.fields(ruled(role)) },
    {
      key: "permissions",
      head: words.roles.permissions,
      width: 130,
      cell: (role) => words.roles.count(number(role.permissions.length)),
    },
    {
      key: "copy",
      head: "",
      width: 90,
      cell: (role) => (
        <Button small onClick={() => setCopied(role.key)}>
          {words.roles.copy}
        </Button>
      ),
    },
  ];
  return (
    <Page title={words.titles.roles}>
      <header className="list-h">
        <h1>{words.titles.roles}</h1>
        <span className="mut grow">{words.roles.note(number(data?.items.length ?? 0))}</span>
        <Button icon="plus" onClick={() => setCopied("")}>
          {words.roles.add}
        </Button>
      </header>
      <DraftBar />
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Table label={words.titles.roles} columns={columns} rows={shown} keyOf={(role) => role.key} />
      ) : null}
      {copied !== null && data ? (
        <NewRole like={copied} roles={shown} onClose={() => setCopied(null)} />
      ) : null}
    </Page>
  );
}

/** How many objects it reads; `*` stands for all that are not named. */
function seen(role: Role, all: number): string {
  const rest = role.grants["*"]?.read ?? "none";
  const named = Object.entries(role.grants).filter(([name]) => name !== "*");
  const open = named.filter(([, grant]) => (grant.read ?? "none") !== "none").length;
  return number(rest === "none" ? open : all - named.length + open);
}

function ruled(role: Role): string {
  return number(Object.values(role.fields).reduce((sum, rules) => sum + Object.keys(rules).length, 0));
}

const NAME = /^[a-z][a-z0-9_]{0,47}$/;

function NewRole({ like, roles, onClose }: { like: string; roles: Role[]; onClose: () => void }) {
  const words = useAccessWords();
  const label = useLabel();
  const navigate = useNavigate();
  const [from, setFrom] = useState(like);
  const [key, setKey] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const taken = roles.some((role) => role.key === key);
  const ready = NAME.test(key) && !taken && zh.trim() !== "" && en.trim() !== "";
  const make = () => {
    const start = roles.find((role) => role.key === from);
    const { grants, fields, permissions } = start ?? { grants: {}, fields: {}, permissions: [] };
    draftRole(null, { key, label: { zh, en }, version: 0, grants, fields, permissions });
    void navigate(`/access/roles/${key}`);
  };
  return (
    <Dialog title={words.roles.add} onClose={onClose}>
      <form
        className="form-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) make();
        }}
      >
        <Labelled id="role-zh" label={words.roles.zh}>
          <Input id="role-zh" value={zh} onText={setZh} maxLength={60} />
        </Labelled>
        <Labelled id="role-en" label={words.roles.en}>
          <Input id="role-en" value={en} onText={setEn} maxLength={60} />
        </Labelled>
        <Labelled id="role-key" label={words.roles.key} note={words.roles.keyNote}>
          <Input
            id="role-key"
            value={key}
            onText={setKey}
            invalid={key !== "" && (taken || !NAME.test(key))}
          />
        </Labelled>
        <div className="lbd">
          <span className="lb">{words.roles.from}</span>
          <Choose
            label={words.roles.from}
            value={from}
            onChange={setFrom}
            options={[
              { value: "", label: words.roles.blank },
              ...roles.map((role) => ({ value: role.key, label: label(role.label, role.key) })),
            ]}
          />
        </div>
        <p className="row">
          <Button kind="ink" submit disabled={!ready}>
            {words.roles.create}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </p>
      </form>
    </Dialog>
  );
}
