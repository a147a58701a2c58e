import { useState } from "react";
import { number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { Page } from "@/desk/page";
import { Avatar, Button, Chip, type Column, Failed, Input, Loading, Table } from "@/ui";
import { AddPerson } from "./add-person";
import { usePlaced, useRoles } from "./calls";
import { PersonPanel } from "./person-panel";
import type { Placed } from "./shapes";
import { useAccessWords } from "./words";

/** Everybody with roles, department and status; who is chosen opens beside. */
export function PeoplePage() {
  const words = useAccessWords();
  const label = useLabel();
  const { data, error, isPending, refetch } = usePlaced();
  const { data: roles } = useRoles();
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [typed, setTyped] = useState("");
  const people = data?.items ?? [];
  const q = typed.trim().toLowerCase();
  const shown = people.filter(
    (each) =>
      !q || [each.name, each.login, each.department?.label].some((text) => text?.toLowerCase().includes(q)),
  );
  const role = (key: string) => label(roles?.items.find((each) => each.key === key)?.label, key);
  const person = people.find((each) => each.id === open);
  const columns: Column<Placed>[] = [
    {
      key: "name",
      head: words.people.name,
      cell: (each) => (
        <button type="button" className="acc-door" onClick={() => setOpen(each.id)}>
          <Avatar name={each.name} />
          <b>{each.name}</b>
          <span className="sm dim">{each.login}</span>
        </button>
      ),
    },
    {
      key: "roles",
      head: words.people.roles,
      cell: (each) => (
        <span className="acc-chips">
          {each.roles.map((held) => (
            <Chip
              key={`${held.role}${held.since}`}
              tone={held.since > (data?.day ?? "") || held.until ? "amber" : "plain"}
            >
              {role(held.role)}
              {held.since > (data?.day ?? "") ? ` ${words.people.from(shortDay(held.since))}` : ""}
              {held.until ? ` → ${shortDay(held.until)}` : ""}
            </Chip>
          ))}
        </span>
      ),
    },
    {
      key: "department",
      head: words.people.department,
      width: 130,
      cell: (each) => each.department?.label ?? <span className="dim">{words.people.nowhere}</span>,
    },
    {
      key: "title",
      head: words.people.job,
      width: 140,
      cell: (each) => <span className="mut">{each.title}</span>,
    },
    { key: "status", head: words.people.status, width: 120, cell: (each) => <Status person={each} /> },
    {
      key: "seen",
      head: words.people.seen,
      width: 90,
      cell: (each) => <span className="dim n">{each.seen_at ? shortDay(each.seen_at) : ""}</span>,
    },
  ];
  const gone = people.filter((each) => each.status === "left").length;
  return (
    <Page
      title={words.titles.people}
      panel={
        person && data ? (
          <PersonPanel person={person} today={data.day} onClose={() => setOpen(null)} />
        ) : undefined
      }
    >
      <header className="list-h">
        <h1>{words.titles.people}</h1>
        <span className="mut grow">{words.people.note(number(people.length - gone), number(gone))}</span>
        <Input
          aria-label={words.people.search}
          placeholder={words.people.search}
          value={typed}
          onText={setTyped}
        />
        <Button icon="plus" onClick={() => setAdding(true)}>
          {words.people.add}
        </Button>
      </header>
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Table label={words.titles.people} columns={columns} rows={shown} keyOf={(each) => each.id} />
      ) : null}
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

export function Status({ person }: { person: Placed }) {
  const words = useAccessWords();
  if (person.status === "left")
    return <Chip tone="plum">{`${words.people.left} ${shortDay(person.left_on ?? "")}`}</Chip>;
  if (person.status === "coming") return <Chip tone="amber">{words.people.coming}</Chip>;
  if (!person.signs_in) return <span className="dim">{words.people.noSignIn}</span>;
  return <span className="good">{words.people.here}</span>;
}
