import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { date } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Button, Failed, Icon, Panel } from "@/ui";
import { Password } from "./add-person";
import { newPassword, publish, useRefreshed, useRoles } from "./calls";
import { Confirm } from "./confirm";
import { ViewButtons } from "./difference";
import { GiveForm, LeaveForm, MoveForm } from "./person-forms";
import { Status } from "./people-page";
import type { Change, Held, Placed } from "./shapes";
import { useAccessWords } from "./words";

type Form = "give" | "move" | "leave" | null;

/** One person: roles with their days, department, the way in and the way out. */
export function PersonPanel({
  person,
  today,
  onClose,
}: {
  person: Placed;
  today: string;
  onClose: () => void;
}) {
  const words = useAccessWords();
  const refreshed = useRefreshed();
  const [form, setForm] = useState<Form>(null);
  const [changes, setChanges] = useState<Change[] | null>(null);
  const [made, setMade] = useState<{ login: string; password: string } | null>(null);
  const { cause, attempt: trying } = useTrying();
  const attempt = (run: () => Promise<void>) => trying(() => run().then(refreshed));
  const back = () =>
    attempt(async () => void (await publish([{ action: "reinstate_person", input: { person: person.id } }])));
  const gone = person.status === "left";
  const doors: [Form, string][] = [
    ["give", words.people.give],
    ["move", words.people.move],
    ["leave", words.people.leave],
  ];
  return (
    <Panel title={person.name} onClose={onClose}>
      <p className="row">
        <span className="mut grow">
          {[person.login, person.title, person.department?.label].filter(Boolean).join(" · ")}
        </span>
        <Status person={person} />
      </p>
      {cause ? <Failed cause={cause} /> : null}
      <h3>{words.people.roles}</h3>
      <HeldRoles held={person.roles} today={today} onTake={(role) => setChanges([take(person.id, role)])} />
      <div className="acc-acts">
        {gone ? (
          <Button onClick={() => void back()}>{words.people.back}</Button>
        ) : (
          doors.map(([key, text]) => (
            <Button
              key={key}
              small
              aria-expanded={form === key}
              onClick={() => setForm(form === key ? null : key)}
            >
              {text}
            </Button>
          ))
        )}
      </div>
      {form === "give" ? <GiveForm person={person.id} onAsk={setChanges} /> : null}
      {form === "move" ? <MoveForm person={person.id} onAsk={setChanges} /> : null}
      {form === "leave" ? <LeaveForm person={person.id} onAsk={setChanges} /> : null}
      {gone || !person.login ? null : (
        <SignIn why={words.people.newPasswordWhy}>
          <Button small onClick={() => void attempt(async () => setMade(await newPassword(person.id)))}>
            {words.people.newPassword}
          </Button>
          {person.signs_in ? <ViewButtons people={[{ login: person.login, name: person.name }]} /> : null}
        </SignIn>
      )}
      <p className="panel-note">
        <Link to={`/o/person/${person.id}`}>{words.people.record}</Link>
      </p>
      {changes ? (
        <Confirm
          changes={changes}
          onClose={() => setChanges(null)}
          onDone={() => {
            setChanges(null);
            setForm(null);
          }}
        />
      ) : null}
      {made ? <Password made={made} onClose={() => setMade(null)} /> : null}
    </Panel>
  );
}

const take = (person: string, role: string): Change => ({ action: "take_role", input: { person, role } });

function SignIn({ why, children }: { why: string; children: ReactNode }) {
  return (
    <div className="acc-way">
      <p className="sm dim">{why}</p>
      {children}
    </div>
  );
}

function HeldRoles({ held, today, onTake }: { held: Held[]; today: string; onTake: (role: string) => void }) {
  const words = useAccessWords();
  const label = useLabel();
  const { data } = useRoles();
  return (
    <ul className="lines">
      {held.map((each) => {
        const name = label(data?.items.find((role) => role.key === each.role)?.label, each.role);
        const days = each.until
          ? words.people.span(date(each.since), date(each.until))
          : words.people.from(date(each.since));
        return (
          <li key={`${each.role}${each.since}`}>
            <b>{name}</b>
            <span className={each.since > today ? "wait sm grow" : "dim sm grow"}>{days}</span>
            <button
              type="button"
              className="tap"
              aria-label={words.people.take(name)}
              title={words.people.take(name)}
              onClick={() => onTake(each.role)}
            >
              <Icon name="x" size="s" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
