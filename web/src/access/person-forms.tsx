import { useState } from "react";
import { useLabel } from "@/app/language";
import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { Button, Labelled } from "@/ui";
import { PickDay, PickOne } from "@/ui/antd";
import { useRoles } from "./calls";
import type { Change } from "./shapes";
import { useAccessWords } from "./words";

interface FormProps {
  person: string;
  onAsk: (changes: Change[]) => void;
}

/** A role from one day to another. */
export function GiveForm({ person, onAsk }: FormProps) {
  const words = useAccessWords();
  const label = useLabel();
  const { data } = useRoles();
  const [role, setRole] = useState<string | null>(null);
  const [since, setSince] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  return (
    <div className="form-1 acc-form">
      <Labelled id="give-role" label={words.people.role}>
        <PickOne
          id="give-role"
          value={role}
          options={(data?.items ?? []).map((each) => ({
            value: each.key,
            label: label(each.label, each.key),
          }))}
          onChange={setRole}
        />
      </Labelled>
      <Labelled id="give-since" label={words.people.since}>
        <PickDay id="give-since" value={since} placeholder={words.people.today} onChange={setSince} />
      </Labelled>
      <Labelled id="give-until" label={words.people.untilDay} note={words.people.forGood}>
        <PickDay id="give-until" value={until} onChange={setUntil} />
      </Labelled>
      <Button
        kind="ink"
        disabled={!role}
        onClick={() => onAsk([{ action: "give_role", input: { person, role, since, until } }])}
      >
        {words.people.see}
      </Button>
    </div>
  );
}

/** Another department from a day on. */
export function MoveForm({ person, onAsk }: FormProps) {
  const words = useAccessWords();
  const [to, setTo] = useState<Reference | null>(null);
  const [since, setSince] = useState<string | null>(null);
  return (
    <div className="form-1 acc-form">
      <Labelled id="move-to" label={words.people.to}>
        <PickRecord id="move-to" object="department" value={to} onChange={setTo} />
      </Labelled>
      <Labelled id="move-since" label={words.people.since}>
        <PickDay id="move-since" value={since} placeholder={words.people.today} onChange={setSince} />
      </Labelled>
      <Button
        kind="ink"
        disabled={!to}
        onClick={() => onAsk([{ action: "set_member", input: { person, to: to?.id, since } }])}
      >
        {words.people.see}
      </Button>
    </div>
  );
}

/** The day from which somebody is gone. */
export function LeaveForm({ person, onAsk }: FormProps) {
  const words = useAccessWords();
  const [on, setOn] = useState<string | null>(null);
  return (
    <div className="form-1 acc-form">
      <p className="sm mut">{words.people.leaveWhy}</p>
      <Labelled id="leave-on" label={words.people.leaveOn}>
        <PickDay id="leave-on" value={on} placeholder={words.people.today} onChange={setOn} />
      </Labelled>
      <Button kind="ink" onClick={() => onAsk([{ action: "mark_leaver", input: { person, left_on: on } }])}>
        {words.people.see}
      </Button>
    </div>
  );
}
