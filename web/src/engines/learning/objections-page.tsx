import { useState } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useLanguage } from "@/app/language";
import { useObject } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { choiceLabel, idOf } from "@/app/values";
import { Page } from "@/desk/page";
import { listAddress } from "@/records/ask";
import { Door, Empty, Failed, Input, LinkButton, Loading, Section } from "@/ui";
import { useObjections, useScripts, useWorths } from "./queries";
import type { Worth } from "./shapes";
import { useLearningWords } from "./words";
import "./learning.css";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** 异议库: what customers object, by category, with its answers, the best proven first. */
export function ObjectionsPage() {
  const { scripts: words } = useLearningWords();
  const language = useLanguage();
  const shape = useObject("objection").data;
  const { data: objections, error } = useObjections();
  const { data: scripts } = useScripts();
  const { data: worths } = useWorths();
  const [sought, setSought] = useState("");
  const worth = new Map((worths?.scripts ?? []).map((each) => [each.script, each]));
  const answers = (id: string) =>
    (scripts?.items ?? [])
      .filter((each) => idOf(each["objection"]) === id)
      .sort((a, b) => Number(worth.get(b.id)?.worth ?? 0) - Number(worth.get(a.id)?.worth ?? 0));
  const uses = (id: string) => answers(id).reduce((sum, each) => sum + (worth.get(each.id)?.uses ?? 0), 0);
  const wanted = sought.trim().toLowerCase();
  const fits = (row: RecordRow) =>
    [row, ...answers(row.id)].some((each) =>
      [each["title"], each["answer"], each["keywords"]].some((part) =>
        text(part).toLowerCase().includes(wanted),
      ),
    );
  const shown = (objections?.items ?? []).filter((row) => row["retired"] !== true && fits(row));
  const field = shape?.fields.find((each) => each.name === "category");
  const groups = [...new Set(shown.map((row) => text(row["category"])))];
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1>{words.title}</h1>
        <span className="row">
          <Input aria-label={words.find} placeholder={words.find} value={sought} onText={setSought} />
          {shape?.can.create ? (
            <>
              <LinkButton to="/o/script/new">{words.addScript}</LinkButton>
              <LinkButton kind="ink" icon="plus" to="/o/objection/new">
                {words.addObjection}
              </LinkButton>
            </>
          ) : null}
        </span>
      </div>
      <p className="mut le-intro">{words.intro}</p>
      {error ? <Failed cause={error} /> : null}
      {!objections && !error ? <Loading lines={8} /> : null}
      {objections && objections.items.length === 0 ? (
        <Empty title={words.none}>{words.noneText}</Empty>
      ) : null}
      {objections && objections.items.length > 0 && shown.length === 0 ? (
        <Empty title={words.notFound(sought.trim())} />
      ) : null}
      <div className="le">
        {groups.map((group) => (
          <Section key={group} title={group ? choiceLabel(field, group, language) : words.other}>
            <ul className="le-objections">
              {shown
                .filter((row) => text(row["category"]) === group)
                .sort((a, b) => uses(b.id) - uses(a.id))
                .map((row) => (
                  <li key={row.id}>
                    <div>
                      <Link className="reach" to={`/o/objection/${row.id}`}>
                        <b>{text(row["title"])}</b>
                      </Link>
                      {text(row["keywords"]) ? (
                        <p className="sm dim">{words.keywords(text(row["keywords"]))}</p>
                      ) : null}
                    </div>
                    <div>
                      {answers(row.id).length === 0 ? <p className="sm dim">{words.noAnswer}</p> : null}
                      {answers(row.id).map((each) => (
                        <Answer
                          key={each.id}
                          row={each}
                          worth={worth.get(each.id)}
                          days={worths?.days ?? 0}
                        />
                      ))}
                    </div>
                  </li>
                ))}
            </ul>
          </Section>
        ))}
      </div>
    </Page>
  );
}

interface AnswerProps {
  row: RecordRow;
  worth: Worth | undefined;
  days: number;
}

function Answer({ row, worth, days }: AnswerProps) {
  const { scripts: words } = useLearningWords();
  const percent = worth && worth.known > 0 ? Math.round((worth.advanced * 100) / worth.known) : null;
  return (
    <article className="le-answer">
      <p className="row">
        <Link className="reach" to={`/o/script/${row.id}`}>
          {text(row["title"])}
        </Link>
        <Door
          says={words.uses(number(worth?.uses ?? 0))}
          to={listAddress("activity", ["script", "=", row.id])}
        >
          {words.uses(number(worth?.uses ?? 0))}
        </Door>
        <span className="sm mut">
          {worth && percent !== null
            ? words.outcome(number(days), number(percent), number(worth.known))
            : words.noOutcome}
        </span>
      </p>
      <p>{text(row["answer"])}</p>
    </article>
  );
}
