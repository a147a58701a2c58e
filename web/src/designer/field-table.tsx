import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, Chip, Icon } from "@/ui";
import { say } from "@/ui/notice";
import { useDesigning, type DesignField } from "./api";
import { TypeName } from "./type-picker";
import { useDesignerWords } from "./words";

interface FieldTableProps {
  object: string;
  label: string;
  fields: DesignField[];
  /** Opens a field of one's own; shipped ones have nothing to change. */
  onOpen?: (field: DesignField) => void;
  opened?: string | null;
}

/** The fields of an object: what each is, its rules, and how far its index is. */
export function FieldTable({ object, label, fields, onOpen, opened = null }: FieldTableProps) {
  const words = useDesignerWords();
  const said = useLabel();
  const { column } = words;
  const yes = (on: boolean) => (on ? <Icon name="check" size="s" label={words.yes} /> : null);
  return (
    <table className="tb dz-fields" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{column.label}</th>
          <th scope="col">{column.type}</th>
          {[column.required, column.unique, column.indexed, column.personal].map((head) => (
            <th key={head} scope="col" className="c">
              {head}
            </th>
          ))}
          <th scope="col">{column.state}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <FieldRows key={field.id} failed={field.failure !== undefined} object={object} field={field}>
            <tr className={opened === field.name ? "on" : undefined} data-field={field.name}>
              <td>
                {onOpen ? (
                  <button type="button" className="dz-open" onClick={() => onOpen(field)}>
                    {said(field.label, field.name)}
                  </button>
                ) : (
                  said(field.label, field.name)
                )}{" "}
                <code className="sm dim">{field.name}</code>
              </td>
              <td>
                <TypeName type={field.type} />
              </td>
              <td className="c">{yes(field.required)}</td>
              <td className="c">{yes(field.unique)}</td>
              <td className="c">{yes(field.options?.indexed === true)}</td>
              <td className="c">{yes(field.personal)}</td>
              <td>
                <State field={field} />
              </td>
            </tr>
          </FieldRows>
        ))}
      </tbody>
    </table>
  );
}

const TONES = { live: "jade", building: "amber", failed: "plum" } as const;

function State({ field }: { field: DesignField }) {
  const words = useDesignerWords();
  if (!field.custom) return <span className="dim">{words.shipped}</span>;
  if (field.conversion?.state === "copying") {
    return (
      <span className="row">
        <Chip tone="amber">{words.changingType}</Chip>
        <span className="sm dim n">{words.times(number(field.conversion.copied))}</span>
      </span>
    );
  }
  if (field.conversion?.state === "stopped") return <Stopped field={field} />;
  return <Chip tone={TONES[field.state]}>{words.state[field.state]}</Chip>;
}

/** A type change that met a value it could not carry over; the field is what it was. */
function Stopped({ field }: { field: DesignField }) {
  const words = useDesignerWords();
  const value = field.conversion?.failure?.value;
  return (
    <span title={value}>
      <Chip tone="plum">{words.typeStopped}</Chip>
    </span>
  );
}

interface FieldRowsProps {
  object: string;
  field: DesignField;
  failed: boolean;
  children: React.ReactNode;
}

/** What stands against a unique value opens under its field, with a way to each record. */
function FieldRows({ object, field, failed, children }: FieldRowsProps) {
  const words = useDesignerWords();
  const { changeField } = useDesigning();
  const set = (unique: boolean) =>
    void changeField(object, field.name, { unique }).then(
      () => say(words.saved),
      (refused: unknown) => say(refused instanceof Error ? refused.message : ""),
    );
  if (!failed || !field.failure) return <>{children}</>;
  const { duplicates = [], values = 0, code } = field.failure;
  return (
    <>
      {children}
      <tr className="dz-failure" data-failure={field.name}>
        <td colSpan={7}>
          <p className="risk">{code === "duplicates" ? words.duplicates(number(values)) : words.tooLong}</p>
          <ul>
            {duplicates.map((each, at) => (
              <li key={each.value ?? at} className="row">
                <b className="clip">{each.value ?? words.blankValue}</b>
                <span className="mut n">{words.times(number(each.count))}</span>
                {each.records.map((id, index) => (
                  <Link key={id} to={`/o/${object}/${id}`}>
                    {words.record(number(index + 1))}
                  </Link>
                ))}
              </li>
            ))}
          </ul>
          <p className="row">
            <Button small icon="sync" onClick={() => set(true)}>
              {words.again}
            </Button>
            <Button small onClick={() => set(false)}>
              {words.giveUp}
            </Button>
          </p>
        </td>
      </tr>
    </>
  );
}
