import { useState } from "react";
import { useLabel, type Label } from "@/app/language";
import { useRecords } from "@/app/queries";
import { Button, Dialog, Failed } from "@/ui";
import { PickMany } from "@/ui/antd";
import type { Share, View } from "./queries";
import { useViewWords } from "./words";

interface ShareDialogProps {
  view: View;
  roles: { key: string; label: Label }[];
  onClose: () => void;
  onShare: (shared: Share[]) => Promise<void>;
}

/** Whom a view is for. */
export function ShareDialog({ view, roles, onClose, onShare }: ShareDialogProps) {
  const words = useViewWords();
  const label = useLabel();
  const first = view.shared ?? [];
  const [everybody, setEverybody] = useState(first.some((each) => each.to === "everybody"));
  const [some, setSome] = useState(first.flatMap((each) => (each.to === "role" ? [each.role] : [])));
  const [units, setUnits] = useState(
    first.flatMap((each) => (each.to === "department" ? [each.department] : [])),
  );
  const [cause, setCause] = useState<unknown>(null);
  const departments = useRecords("department", { sort: "name", limit: 500 });
  const options = departments.data?.pages.flatMap((page) => page.items) ?? [];
  const share = async () => {
    setCause(null);
    try {
      await onShare([
        ...(everybody ? [{ to: "everybody" } as const] : []),
        ...some.map((role) => ({ to: "role", role }) as const),
        ...units.map((department) => ({ to: "department", department }) as const),
      ]);
    } catch (refused) {
      setCause(refused);
    }
  };
  return (
    <Dialog title={words.share} onClose={onClose}>
      <div className="form-1 vt-share">
        <label className="row">
          <input
            type="checkbox"
            className="tick"
            checked={everybody}
            onChange={() => setEverybody(!everybody)}
          />
          {words.everybody}
        </label>
        <fieldset disabled={everybody}>
          <legend>{words.roles}</legend>
          {roles.map((role) => (
            <label key={role.key} className="row">
              <input
                type="checkbox"
                className="tick"
                checked={some.includes(role.key)}
                onChange={() =>
                  setSome(
                    some.includes(role.key) ? some.filter((key) => key !== role.key) : [...some, role.key],
                  )
                }
              />
              {label(role.label, role.key)}
            </label>
          ))}
        </fieldset>
        <div className="lbd">
          <label className="lb" htmlFor="share-units">
            {words.department}
          </label>
          <PickMany
            id="share-units"
            value={units}
            options={options.map((row) => ({ value: row.id, label: String(row.name ?? row.id) }))}
            onChange={setUnits}
          />
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
