import { number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Filter } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { filterOf, listAddress } from "@/records/ask";
import { Door, Section, Table, type Column } from "@/ui";
import "@/ui/bar.css";
import type { Person, Team } from "./use-team";

const whose = (person: Person): Filter => (person.id ? ["owner", "=", person.id] : ["owner", "empty", true]);

/** What each person did this week, by kind of activity. */
export function WeekTable({ team }: { team: Team }) {
  const words = useDeskWords();
  const label = useLabel();
  const choices = team.activity?.fields.find((field) => field.name === "type")?.options?.choices ?? [];
  const used = choices.filter((choice) => team.people.some((person) => person.week.has(choice.key)));
  const sum = (person: Person) => [...person.week.values()].reduce((all, n) => all + n, 0);
  const columns: Column<Person>[] = [
    {
      key: "name",
      head: words.team.person,
      cell: (person) => <span className="nowrap">{person.name || words.team.unowned}</span>,
    },
    ...used.map((choice): Column<Person> => ({
      key: choice.key,
      head: label(choice.label, choice.key),
      figure: true,
      cell: (person) => {
        const n = person.week.get(choice.key) ?? 0;
        const filter = filterOf([whose(person), ["type", "=", choice.key], team.week]);
        return n === 0 ? (
          <span className="dim">·</span>
        ) : (
          <Door
            says={`${person.name} ${label(choice.label)} ${number(n)}`}
            to={listAddress("activity", filter, "-occurred_at")}
          >
            {number(n)}
          </Door>
        );
      },
    })),
    {
      key: "sum",
      head: words.team.total,
      figure: true,
      cell: (person) =>
        sum(person) === 0 ? (
          <span className="risk nowrap">{words.team.quiet}</span>
        ) : (
          <Door
            says={`${person.name} ${words.team.total} ${number(sum(person))}`}
            to={listAddress("activity", filterOf([whose(person), team.week]), "-occurred_at")}
          >
            <b>{number(sum(person))}</b>
          </Door>
        ),
    },
  ];
  return (
    <Section thin title={words.team.week} note={words.team.weekNote(shortDay(team.from), shortDay(team.to))}>
      <Table
        label={words.team.week}
        columns={columns}
        rows={team.people}
        keyOf={(person) => person.id ?? "nobody"}
      />
    </Section>
  );
}

/** How much of what each person handed in has been proven. */
export function EvidenceShare({ team }: { team: Team }) {
  const words = useDeskWords();
  const rows = team.people.filter((person) => person.evidence > 0).sort((a, b) => share(b) - share(a));
  const columns: Column<Person>[] = [
    {
      key: "name",
      head: words.team.person,
      cell: (person) => <span className="nowrap">{person.name || words.team.unowned}</span>,
    },
    {
      key: "bar",
      head: words.team.share,
      width: "45%",
      cell: (person) => (
        <div className="bar">
          <i style={{ width: `${share(person) * 100}%` }} />
        </div>
      ),
    },
    {
      key: "share",
      head: "%",
      figure: true,
      cell: (person) => number(share(person) * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    },
    {
      key: "count",
      head: words.team.evidence,
      figure: true,
      cell: (person) => {
        const text = words.team.proven(number(person.proven), number(person.evidence));
        return (
          <Door
            says={`${person.name} ${text}`}
            to={listAddress("evidence", filterOf([whose(person), ["state", "!=", "imported"]]))}
          >
            {text}
          </Door>
        );
      },
    },
  ];
  return (
    <Section thin title={words.team.evidence} note={words.team.evidenceNote}>
      <Table
        label={words.team.evidence}
        columns={columns}
        rows={rows}
        keyOf={(person) => person.id ?? "nobody"}
      />
    </Section>
  );
}

const share = (person: Person): number => (person.evidence > 0 ? person.proven / person.evidence : 0);
