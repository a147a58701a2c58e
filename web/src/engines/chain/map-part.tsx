import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { companyDay, date, number } from "@/app/format";
import { useLanguage } from "@/app/language";
import { useCount, useObject } from "@/app/queries";
import type { Field } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { inquire } from "@/app/writes";
import { Button, Chip, Empty, Section, type Tone } from "@/ui";
import { CARD, layOut, type Drawn, type Person, type Spot } from "./layout";
import { useChainWords } from "./words";
import "./chain.css";

interface Spell {
  contact: string;
  name: string | null;
  since: string | null;
  until: string | null;
  values: Record<string, string | null>;
}

interface Told {
  people: Person[];
  history: Spell[];
}

/** Attitude by tone and sign, so that it is told without colour, too. */
const TONES: Record<string, Tone> = { champion: "jade", positive: "jade", neutral: "line", against: "plum" };
const SIGNS: Record<string, string> = { champion: "＋＋", positive: "＋", neutral: "○", against: "－" };
const SHOWN = 6;

/** 决策链 of a customer, drawn: who decides, who reports to whom, and who was in which part when. */
export function ChainPart({ customer }: { customer: string }) {
  const words = useChainWords();
  // How many contacts there are is asked again when one changes, and the chain with it.
  const contacts = useCount("contact", { filter: ["customer", "=", customer] }).dataUpdatedAt;
  const { data } = useQuery({
    queryKey: ["records", "contact", "chain", customer, contacts] as const,
    queryFn: ({ signal }) => inquire<Told>("show_decision_chain", {}, signal, customer),
    retry: false,
    placeholderData: (before) => before,
  });
  const shape = useObject("contact").data;
  if (!data || !shape) return null;
  const field = (name: string) => shape.fields.find((each) => each.name === name);
  const here = data.people.filter((each) => !each.left_on);
  const against = here.filter((each) => each.attitude === "against").map((each) => String(each.name ?? ""));
  const decided = here.some((each) => each.decision_role === "decider");
  return (
    <Section title={words.title} note={data.people.length > 0 ? words.note(number(data.people.length)) : ""}>
      {data.people.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {data.people.length > 0 && (!decided || against.length > 0) ? (
        <p className="ch-say">
          {decided ? null : <Chip tone="amber">{words.noDecider}</Chip>}
          {against.length > 0 ? <Chip tone="plum">{words.against(against.join("、"))}</Chip> : null}
        </p>
      ) : null}
      {data.people.length > 0 ? <Picture drawn={layOut(data.people)} field={field} /> : null}
      <History spells={data.history} people={data.people} field={field} />
    </Section>
  );
}

interface PictureProps {
  drawn: Drawn;
  field: (name: string) => Field | undefined;
}

function Picture({ drawn, field }: PictureProps) {
  const words = useChainWords();
  return (
    <div className="ch-map" role="group" aria-label={words.title} tabIndex={0}>
      <div style={{ width: drawn.width, height: drawn.height }}>
        <svg width={drawn.width} height={drawn.height} aria-hidden="true">
          {drawn.lines.map(({ from, to }) => (
            <path key={from.person.id} className="ch-line" d={lineOf(from, to)} />
          ))}
        </svg>
        {drawn.spots.map((spot) => (
          <Card key={spot.person.id} spot={spot} field={field} />
        ))}
      </div>
    </div>
  );
}

function lineOf(from: Spot, to: Spot): string {
  const [x, top] = [from.x + CARD.width / 2, from.y];
  const [head, bottom] = [to.x + CARD.width / 2, to.y + CARD.height];
  const middle = (top + bottom) / 2;
  return `M${x} ${top}V${middle}H${head}V${bottom}`;
}

function Card({ spot, field }: { spot: Spot; field: PictureProps["field"] }) {
  const words = useChainWords();
  const language = useLanguage();
  const { person } = spot;
  const role = choiceLabel(field("decision_role"), person.decision_role, language);
  const attitude = person.attitude ?? "";
  const weight = choiceLabel(field("influence"), person.influence, language);
  const kind = person.left_on
    ? "ch-card gone"
    : person.decision_role === "decider"
      ? "ch-card top"
      : "ch-card";
  return (
    <Link
      to={`/o/contact/${person.id}`}
      className={kind}
      data-person={person.id}
      style={{ left: spot.x, top: spot.y, width: CARD.width, height: CARD.height }}
    >
      <b className="clip">{person.name}</b>
      <span className="sm mut clip">
        {person.left_on
          ? words.left(date(person.left_on))
          : [person.title, weight ? words.influence(weight) : ""].filter(Boolean).join(" · ")}
      </span>
      <span className="ch-marks">
        <Chip tone={role ? "plain" : "line"}>{role || words.noRole}</Chip>
        {attitude ? (
          <Chip tone={TONES[attitude] ?? "line"}>
            <span aria-hidden="true">{SIGNS[attitude] ?? ""}</span>{" "}
            {choiceLabel(field("attitude"), attitude, language)}
          </Chip>
        ) : null}
      </span>
    </Link>
  );
}

interface HistoryProps {
  spells: Spell[];
  people: Person[];
  field: PictureProps["field"];
}

function History({ spells, people, field }: HistoryProps) {
  const words = useChainWords();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const rows = spells.filter((each) => each.values.decision_role || each.values.attitude || each.until);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const day = (at: string | null) => (at === null ? words.begin : date(companyDay(at)));
  const head = (id: string | null | undefined) => people.find((each) => each.id === id)?.name ?? "";
  if (rows.length === 0) return null;
  return (
    <details className="ch-past">
      <summary>{words.history}</summary>
      <ol>
        {shown.map((each) => (
          <li key={`${each.contact}-${each.since ?? ""}`}>
            <b>{each.name}</b>
            <span>
              {[
                choiceLabel(field("decision_role"), each.values.decision_role, language) || words.noRole,
                choiceLabel(field("attitude"), each.values.attitude, language),
                head(each.values.reports_to) ? `↑ ${head(each.values.reports_to)}` : "",
                each.values.left_on ? words.left1 : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <span className="sm mut">
              {each.until === null
                ? words.still(day(each.since))
                : words.since(day(each.since), day(each.until))}
            </span>
          </li>
        ))}
      </ol>
      {rows.length > shown.length ? (
        <Button small kind="quiet" onClick={() => setAll(true)}>
          {words.more(number(rows.length - shown.length))}
        </Button>
      ) : null}
    </details>
  );
}
