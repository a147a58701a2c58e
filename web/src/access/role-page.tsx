import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, Input, Labelled, LinkButton, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { removeRole, useRefreshed, useRoles } from "./calls";
import { Tick } from "./choose";
import { draftRole, dropRole, useDraft } from "./draft";
import { DraftBar } from "./draft-bar";
import { FieldRules } from "./field-rules";
import { Matrix } from "./matrix";
import type { Permission, Role, Roles } from "./shapes";
import { useAccessWords } from "./words";

/** One role: what it may do with each object, field by field where that matters, and its permissions. */
export function RolePage() {
  const words = useAccessWords();
  const { role = "" } = useParams();
  const draft = useDraft();
  const { data, error, isPending, refetch } = useRoles();
  const base = data?.items.find((each) => each.key === role) ?? null;
  const now = draft[role]?.role ?? base;
  if (!data || !now) {
    return (
      <Page title={words.titles.roles}>
        {isPending ? <Loading lines={8} /> : null}
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {data ? (
          <Empty
            title={words.roles.missing}
            action={<LinkButton to="/access/roles">{words.titles.roles}</LinkButton>}
          >
            {words.roles.missingText}
          </Empty>
        ) : null}
      </Page>
    );
  }
  return <Editor key={role} known={data} base={draft[role]?.base ?? base} role={now} />;
}

function Editor({ known, base, role }: { known: Roles; base: Role | null; role: Role }) {
  const words = useAccessWords();
  const label = useLabel();
  const [open, setOpen] = useState<string | null>(null);
  const change = (part: Partial<Role>) => draftRole(base, { ...role, ...part });
  const object = known.objects.find((each) => each.name === open);
  const name = label(role.label, role.key);
  return (
    <Page
      title={name}
      panel={
        object ? (
          <FieldRules object={object} role={role} base={base} change={change} onClose={() => setOpen(null)} />
        ) : undefined
      }
    >
      <Head base={base} role={role} people={base?.people ?? 0} />
      <DraftBar />
      <div className="acc-names">
        <Labelled id="label-zh" label={words.roles.zh}>
          <Input
            id="label-zh"
            value={role.label.zh}
            maxLength={60}
            onText={(zh) => change({ label: { ...role.label, zh } })}
          />
        </Labelled>
        <Labelled id="label-en" label={words.roles.en}>
          <Input
            id="label-en"
            value={role.label.en}
            maxLength={60}
            onText={(en) => change({ label: { ...role.label, en } })}
          />
        </Labelled>
      </div>
      <Section title={words.matrix.title} note={words.matrix.note}>
        <Matrix
          objects={known.objects}
          role={role}
          base={base}
          change={change}
          open={open}
          onOpen={setOpen}
        />
      </Section>
      <Permissions permissions={known.permissions} role={role} change={change} />
    </Page>
  );
}

function Head({ base, role, people }: { base: Role | null; role: Role; people: number }) {
  const words = useAccessWords();
  const label = useLabel();
  const navigate = useNavigate();
  const refreshed = useRefreshed();
  const changed = useDraft()[role.key] !== undefined;
  const { cause, attempt } = useTrying();
  const remove = async () => {
    if (!base) return;
    await attempt(async () => {
      await removeRole(base);
      dropRole(role.key);
      say(words.roles.removed(label(role.label, role.key)));
      await refreshed();
      void navigate("/access/roles");
    });
  };
  return (
    <>
      <header className="list-h">
        <h1>{label(role.label, role.key)}</h1>
        <span className="mut">{role.key}</span>
        <span className="mut">{base ? words.roles.version(number(base.version)) : words.roles.isNew}</span>
        {changed ? <Chip tone="amber">{words.draft.changed}</Chip> : null}
        <span className="grow" />
        {changed ? (
          <Button small icon="undo" onClick={() => dropRole(role.key)}>
            {words.draft.drop}
          </Button>
        ) : null}
        {base && people === 0 ? (
          <Button small icon="trash" onClick={() => void remove()}>
            {words.roles.remove}
          </Button>
        ) : null}
      </header>
      {cause ? <Failed cause={cause} /> : null}
    </>
  );
}

function Permissions({
  permissions,
  role,
  change,
}: {
  permissions: Permission[];
  role: Role;
  change: (part: Partial<Role>) => void;
}) {
  const words = useAccessWords();
  const label = useLabel();
  const held = new Set(role.permissions);
  const set = (key: string, on: boolean) =>
    change({
      permissions: on ? [...role.permissions, key] : role.permissions.filter((each) => each !== key),
    });
  return (
    <Section title={words.permissions.title} note={words.permissions.note}>
      <ul className="acc-perms">
        {permissions.map((each) => (
          <li key={each.key}>
            <Tick
              label={label(each.label, each.key)}
              checked={held.has(each.key)}
              onChange={(on) => set(each.key, on)}
            >
              <b>{label(each.label, each.key)}</b>
            </Tick>
            <span className="mut">{label(each.about)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
