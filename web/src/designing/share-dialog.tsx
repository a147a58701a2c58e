import { useState } from "react";
import { useLabel, type Label } from "@/app/language";
import { useRecords } from "@/app/queries";
import { Button, Dialog, Failed } from "@/ui";
import { PickMany } from "@/ui/antd";
import type { Share } from "../shapes";
import { useDesignWords } from "../words/design";

interface ShareDialogProps {
  first: Share[];
  roles: { key: string; label: Label }[];
  onClose: () => void;
  onShare: (shared: Share[]) => Promise<void>;
}

/** Whom a board is for. */
export function ShareDialog({ first, roles, onClose, onShare }: ShareDialogProps) {
  const words = useDesignWords();
  const label = useLabel();
  const [everybody, setEverybody] = useState(first.some((each) => each.to === "everybody"));
  const [some, setSome] = useState(first.flatMap((each) => (each.to === "role" ? [each.role] : [])));
  const [units, setUnits] = useState(
    first.flatMap((each) => (each.to === "department" ? [each.department] : [])),
  );
  const [people, setPeople] = useState(first.flatMap((each) => (each.to === "person" ? [each.person] : [])));
  const [cause, setCause] = useState<unknown>(null);
  const departments = useRecords("department", { sort: "name", limit: 500 });
  const persons = useRecords("person", { sort: "name", limit: 500 });
  const options = (found: typeof departments) =>
    (found.data?.pages.flatMap((page) => page.items) ?? []).map((row) => ({
      value: row.id,
      label: String(row.name ?? row.id),
    }));
  const share = async () => {
    setCause(null);
    try {
      await onShare([
        ...(everybody ? [{ to: "everybody" } as const] : []),
        ...some.map((role) => ({ to: "role", role }) as const),
        ...units.map((department) => ({ to: "department", department }) as const),
        ...people.map((person) => ({ to: "person", person }) as const),
      ]);
    } catch (refused) {
      setCause(refused);
    }
  };
  return (
    <Dialog title={words.share} onClose={onClose}>
      <div className="form-1 bd-form">
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
          <label className="lb" htmlFor="board-roles">
            {words.roles}
          </label>
          <PickMany
            id="board-roles"
            value={some}
            options={roles.map((role) => ({ value: role.key, label: label(role.label, role.key) }))}
            onChange={setSome}
          />
        </div>
        <div className="lbd">
          <label className="lb" htmlFor="board-units">
            {words.departments}
          </label>
          <PickMany id="board-units" value={units} options={options(departments)} onChange={setUnits} />
        </div>
        <div className="lbd">
          <label className="lb" htmlFor="board-people">
            {words.people}
          </label>
          <PickMany id="board-people" value={people} options={options(persons)} onChange={setPeople} />
        </div>
        {cause ? <Failed cause={cause} /> : null}
        <p className="row dlg-a">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="ink" onClick={() => void share()}>
            {words.share}
          </Button>
        </p>
      </div>
    </Dialog>
  );
}
