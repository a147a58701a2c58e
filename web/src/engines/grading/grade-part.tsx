import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { companyDay, date, money, number } from "@/app/format";
import { useLanguage } from "@/app/language";
import { refresh, useRecords } from "@/app/queries";
import type { Field, Filter, ObjectShape, RecordRow } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { act, inquire } from "@/app/writes";
import { Button, Chip, Dialog, Grade, Input, Labelled, Section } from "@/ui";
import { PickDay, PickOne } from "@/ui/antd";
import { say } from "@/ui/notice";
import { useGradingWords } from "./words";
import "./grading.css";

interface Told {
  grade: string | null;
  by: "rule" | "hand" | null;
  version: string | null;
  reason: string | null;
  until: string | null;
  basis: "orders" | "purchase" | null;
  amount: string | null;
  currency: string;
  bands: { grade: string; floor: string }[];
  months: number;
  ruled: string | null;
}

const TONES = { up: "jade", down: "plum" } as const;
const MOST = 6;

interface PartProps {
  shape: ObjectShape;
  row: RecordRow;
  readOnly: boolean;
}

/** A customer's grade: why it is what it is, until when, and how it moved. */
export function GradePart({ shape, row, readOnly }: PartProps) {
  const words = useGradingWords();
  const client = useQueryClient();
  const [setting, setSetting] = useState(false);
  const { data } = useQuery({
    queryKey: ["records", "customer", "grade", row.id, row.version] as const,
    queryFn: ({ signal }) => inquire<Told>("show_grade", {}, signal, row.id),
    retry: false,
  });
  const field = shape.fields.find((each) => each.name === "grade");
  if (!data || !field) return null;
  const may = Boolean(shape.can.write) && field.writable && !readOnly;
  const run = async (action: string, input: Record<string, unknown>, done: string) => {
    try {
      await act(action, input, row.id);
      say(done);
      setSetting(false);
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    }
    refresh(client, [{ object: "customer", record: row.id, version: null }]);
    await client.invalidateQueries({ queryKey: ["records", "grade_change"] });
  };
  return (
    <Section
      title={words.title}
      note={data.bands.map((each) => words.floor(each.grade, money(each.floor, data.currency))).join(" · ")}
      extra={
        may ? (
          <span className="row">
            {data.by === "hand" ? (
              <Button small kind="quiet" onClick={() => void run("release_grade", {}, words.released)}>
                {words.release}
              </Button>
            ) : null}
            <Button small onClick={() => setSetting(true)}>
              {words.set}
            </Button>
          </span>
        ) : null
      }
    >
      {data.grade === null ? <p className="sm mut">{words.none}</p> : <Why told={data} />}
      <Moves customer={row.id} field={field} />
      {setting ? (
        <SetGrade
          field={field}
          now={data.grade}
          onSet={(input) => void run("set_grade", input, words.done)}
          onClose={() => setSetting(false)}
        />
      ) : null}
    </Section>
  );
}

function Why({ told }: { told: Told }) {
  const words = useGradingWords();
  const amount = told.amount === null ? "" : money(told.amount, told.currency);
  const said = [
    told.by === "hand"
      ? words.by.hand
      : told.by === "rule"
        ? words.by.rule(told.version ?? "")
        : words.by.other,
    told.reason ?? "",
    told.until ? words.held(date(told.until)) : "",
    told.basis === "orders" ? words.basis.orders(amount, number(told.months)) : "",
    told.basis === "purchase" ? words.basis.purchase(amount) : "",
    told.ruled !== null && told.ruled !== told.grade ? words.ruled(told.ruled) : "",
  ];
  return (
    <p className="gr-now">
      <Grade of={told.grade} />
      <span>{said.filter(Boolean).join(" · ")}</span>
    </p>
  );
}

function Moves({ customer, field }: { customer: string; field: Field }) {
  const words = useGradingWords();
  const language = useLanguage();
  const filter: Filter = ["customer", "=", customer];
  const { data } = useRecords("grade_change", { filter, sort: "-at", limit: MOST });
  const rows = data?.pages[0]?.items ?? [];
  if (rows.length === 0) return null;
  const named = (key: unknown) => (key ? choiceLabel(field, key, language) || String(key) : "—");
  return (
    <ol className="gr-moves" aria-label={words.history}>
      {rows.map((each) => {
        const way = String(each.direction ?? "");
        return (
          <li key={each.id}>
            <time className="sm mut n">{date(companyDay(String(each.at)))}</time>
            <Chip tone={way === "up" || way === "down" ? TONES[way] : "line"}>
              {words.direction[way] ?? way}
            </Chip>
            <span>
              {named(each.before)} → {named(each.after)}
            </span>
            <span className="sm dim">
              {each.by === "hand"
                ? [words.hand, each.reason].filter(Boolean).join("：")
                : words.by.rule(String(each.rule ?? ""))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

interface SetProps {
  field: Field;
  now: string | null;
  onSet: (input: Record<string, unknown>) => void;
  onClose: () => void;
}

function SetGrade({ field, now, onSet, onClose }: SetProps) {
  const words = useGradingWords();
  const language = useLanguage();
  const [grade, setGrade] = useState<string | null>(now);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const options = (field.options?.choices ?? []).map((each) => ({
    value: each.key,
    label: choiceLabel(field, each.key, language),
  }));
  return (
    <Dialog title={words.set} onClose={onClose}>
      <div className="gr-form">
        <PickOne
          label={words.grade}
          placeholder={words.grade}
          value={grade}
          options={options}
          onChange={setGrade}
        />
        <Labelled id="grade-reason" label={words.reason}>
          <Input id="grade-reason" value={reason} onText={setReason} />
        </Labelled>
        <Labelled id="grade-until" label={words.until}>
          <PickDay id="grade-until" value={until || null} onChange={(day) => setUntil(day ?? "")} />
        </Labelled>
      </div>
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          kind="ink"
          disabled={!grade || reason.trim() === ""}
          onClick={() => onSet({ grade, reason, ...(until ? { until } : {}) })}
        >
          {words.set}
        </Button>
      </p>
    </Dialog>
  );
}
