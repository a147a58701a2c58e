import { useState } from "react";
import { useLabel, type Label } from "@/app/language";
import { useRecords } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { Button, Dialog, Failed } from "@/ui";
import { PickMany } from "@/ui/antd";
import { useDesigningWords } from "./words";
import "./designing.css";

/** Whom something is for. */
export type Share =
  | { to: "everybody" }
  | { to: "role"; role: string }
  | { to: "department"; department: string }
  | { to: "person"; person: string };

interface ShareDialogProps<S extends Share> {
  first: readonly S[];
  roles: { key: string; label: Label }[];
  /** Single people may be named, too. */
  people?: boolean;
  onClose: () => void;
  onShare: (shared: S[]) => Promise<void>;
}

/** Whom a view or a board is for: everybody, or roles, departments and people together. */
export function ShareDialog<S extends Share>({
  first,
  roles,
  people,
  onClose,
  onShare,
}: ShareDialogProps<S>) {
  const words = useDesigningWords().share;
  const label = useLabel();
  const now: readonly Share[] = first;
  const [everybody, setEverybody] = useState(now.some((each) => each.to === "everybody"));
  const [some, setSome] = useState(now.flatMap((each) => (each.to === "role" ? [each.role] : [])));
  const [units, setUnits] = useState(
    now.flatMap((each) => (each.to === "department" ? [each.department] : [])),
  );
  const [persons, setPersons] = useState(now.flatMap((each) => (each.to === "person" ? [each.person] : [])));
  const { cause, attempt } = useTrying();
  const share = async () => {
    const shared: Share[] = [
      ...(everybody ? [{ to: "everybody" } as const] : []),
      ...some.map((role) => ({ to: "role", role }) as const),
      ...units.map((department) => ({ to: "department", department }) as const),
      ...persons.map((person) => ({ to: "person", person }) as const),
    ];
    await attempt(() => onShare(shared as S[]));
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="form-1 dg-share">
        <label className="row">
          <input
            type="checkbox"
            className="tick"
            checked={everybody}
            onChange={() => setEverybody(!everybody)}
          />
          {words.everybody}
        </label>
        <div className="lbd">
          <label className="lb" htmlFor="share-roles">
            {words.roles}
          </label>
          <PickMany
            id="share-roles"
            value={some}
            options={roles.map((role) => ({ value: role.key, label: label(role.label, role.key) }))}
            onChange={setSome}
          />
        </div>
        <Some of="department" title={words.departments} value={units} onChange={setUnits} />
        {people ? <Some of="person" title={words.people} value={persons} onChange={setPersons} /> : null}
        {cause ? <Failed cause={cause} /> : null}
        <p className="row dlg-a">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="ink" onClick={() => void share()}>
            {words.title}
          </Button>
        </p>
      </div>
    </Dialog>
  );
}

interface SomeProps {
  of: "department" | "person";
  title: string;
  value: string[];
  onChange: (value: string[]) => void;
}

/** Some records of an object, by name. */
function Some({ of, title, value, onChange }: SomeProps) {
  const { data } = useRecords(of, { sort: "name", limit: 500 });
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="lbd">
      <label className="lb" htmlFor={`share-${of}`}>
        {title}
      </label>
      <PickMany
        id={`share-${of}`}
        value={value}
        options={rows.map((row) => ({ value: row.id, label: String(row.name ?? row.id) }))}
        onChange={onChange}
      />
    </div>
  );
}
