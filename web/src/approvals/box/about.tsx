import { Link } from "react-router";
import { useLabel, useLanguage, useWords } from "@/app/language";
import type { Field, ObjectShape, Value } from "@/app/shapes";
import { asText, isBlank } from "@/app/values";
import { kindOf, ShowValue } from "@/fields";
import { Labelled, Section } from "@/ui";
import type { Sheet } from "../api";
import { useActions } from "../design/actions";
import { fieldOf, shownFields } from "../about";
import { useApprovalWords } from "../words";

interface AboutProps {
  sheet: Sheet;
  shape: ObjectShape | undefined;
  edits: Record<string, Value>;
  onEdit: (edits: Record<string, Value>) => void;
}

/** What is asked about: the fields this step shows, those it may correct in place, and what changed since. */
export function About({ sheet, shape, edits, onEdit }: AboutProps) {
  const words = useApprovalWords();
  const label = useLabel();
  const changed = new Map(sheet.changed.map((each) => [each.name, each]));
  return (
    <Section
      thin
      title={sheet.about.label ?? words.about}
      note={sheet.changed.length > 0 ? words.changed(sheet.changed.length) : words.unchanged}
      extra={
        sheet.about.there ? (
          <Link className="sm" to={`/o/${sheet.about.object}/${sheet.about.id}`}>
            {words.openRecord}
          </Link>
        ) : null
      }
    >
      <dl className="ap-facts">
        {shownFields(sheet).map((said) => {
          const field = fieldOf(said, shape);
          const edit = sheet.may.edit.includes(field.name);
          const before = changed.get(field.name);
          const value = edits[field.name] ?? said.value;
          return (
            <div key={field.name} className={before ? "new" : undefined}>
              {edit ? null : <dt>{label(field.label, field.name)}</dt>}
              <dd>
                {edit ? (
                  <Correct
                    field={field}
                    value={value}
                    onChange={(next) => onEdit({ ...edits, [field.name]: next })}
                  />
                ) : (
                  <ShowValue field={field} value={value} />
                )}
                {before ? <Before field={field} value={before.then} /> : null}
              </dd>
            </div>
          );
        })}
      </dl>
      {sheet.held ? <Held sheet={sheet} shape={shape} /> : null}
    </Section>
  );
}

/** What stood there when it was asked. */
function Before({ field, value }: { field: Field; value: Value }) {
  const words = useApprovalWords();
  const language = useLanguage();
  const shared = useWords();
  return (
    <span className="sm wait ap-was">
      {words.changedFrom(isBlank(value) ? shared.blank : asText(field, value, language, shared))}
    </span>
  );
}

interface CorrectProps {
  field: Field;
  value: Value | undefined;
  onChange: (value: Value) => void;
}

function Correct({ field, value, onChange }: CorrectProps) {
  const words = useApprovalWords();
  const label = useLabel();
  const { Edit } = kindOf(field);
  const id = `ap-${field.name}`;
  return (
    <Labelled id={id} label={label(field.label, field.name)} note={words.canEdit}>
      <Edit id={id} field={field} value={value} onChange={onChange} />
    </Labelled>
  );
}

/** What is done by itself once everybody said yes. */
function Held({ sheet, shape }: { sheet: Sheet; shape: ObjectShape | undefined }) {
  const words = useApprovalWords();
  const label = useLabel();
  const language = useLanguage();
  const shared = useWords();
  const said = Object.entries(sheet.held?.fields ?? {}).map(([name, value]) => {
    const field = shape?.fields.find((each) => each.name === name);
    if (!field) return name;
    return `${label(field.label, name)} → ${asText(field, value, language, shared)}`;
  });
  const verbs = useActions(sheet.about.object);
  const action = sheet.held?.action;
  const verb = verbs.find((each) => each.value === action)?.label;
  const name = action ? (typeof verb === "string" ? verb : action) : said.join(shared.gate.and);
  return <p className="sm mut ap-held">{words.held(name)}</p>;
}
