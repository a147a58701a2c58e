import { useState } from "react";
import { useLabel } from "@/app/language";
import type { Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { PickRecord } from "@/fields/pick-record";
import { Button, Dialog, Failed, Input, Labelled } from "@/ui";
import { PickDay, PickMany } from "@/ui/antd";
import { newPassword, publish, useRefreshed, useRoles } from "./calls";
import { useAccessWords } from "./words";

const LOGIN = /^[a-z0-9][a-z0-9._@-]{0,63}$/;

/** Somebody new, and the password for the first sign-in. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const words = useAccessWords();
  const label = useLabel();
  const refreshed = useRefreshed();
  const { data: known } = useRoles();
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [title, setTitle] = useState("");
  const [department, setDepartment] = useState<Reference | null>(null);
  const [roles, setRoles] = useState<string[]>([]);
  const [joined, setJoined] = useState<string | null>(null);
  const { cause, attempt } = useTrying();
  const [made, setMade] = useState<{ login: string; password: string } | null>(null);
  const ready = name.trim() !== "" && LOGIN.test(login);
  const go = async () => {
    const rest = { title: title.trim() || null, department: department?.id ?? null, joined_on: joined };
    await attempt(async () => {
      const { results } = await publish([
        { action: "add_person", input: { name: name.trim(), login, roles, ...rest } },
      ]);
      setMade(await newPassword(String(results[0]?.person)));
      await refreshed();
    });
  };
  if (made) return <Password made={made} onClose={onClose} />;
  return (
    <Dialog title={words.people.add} onClose={onClose}>
      <form
        className="form-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void go();
        }}
      >
        <Labelled id="new-name" label={words.people.name}>
          <Input id="new-name" value={name} onText={setName} maxLength={80} />
        </Labelled>
        <Labelled id="new-login" label={words.people.login} note={words.people.loginNote}>
          <Input
            id="new-login"
            value={login}
            onText={setLogin}
            autoComplete="off"
            invalid={login !== "" && !LOGIN.test(login)}
          />
        </Labelled>
        <Labelled id="new-title" label={words.people.job}>
          <Input id="new-title" value={title} onText={setTitle} maxLength={80} />
        </Labelled>
        <Labelled id="new-department" label={words.people.department}>
          <PickRecord
            id="new-department"
            object="department"
            value={department}
            clearable
            onChange={setDepartment}
          />
        </Labelled>
        <Labelled id="new-roles" label={words.people.roles}>
          <PickMany
            id="new-roles"
            value={roles}
            options={(known?.items ?? []).map((role) => ({
              value: role.key,
              label: label(role.label, role.key),
            }))}
            onChange={setRoles}
          />
        </Labelled>
        <Labelled id="new-joined" label={words.people.joined}>
          <PickDay id="new-joined" value={joined} onChange={setJoined} />
        </Labelled>
        {cause ? <Failed cause={cause} /> : null}
        <p className="row">
          <Button kind="ink" submit disabled={!ready}>
            {words.people.go}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </p>
      </form>
    </Dialog>
  );
}

/** Shown this once. */
export function Password({
  made,
  onClose,
}: {
  made: { login: string; password: string };
  onClose: () => void;
}) {
  const words = useAccessWords();
  return (
    <Dialog title={words.people.addedTitle} onClose={onClose}>
      <p className="mut">{words.people.password}</p>
      <p className="acc-pw">
        <span className="dim">{made.login}</span> <code>{made.password}</code>
      </p>
      <Button onClick={() => void navigator.clipboard?.writeText(made.password)}>{words.people.copy}</Button>
    </Dialog>
  );
}
