import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { Field, Filter, ObjectShape } from "@/app/shapes";
import { FormulaEditor, Tried, useFormulaWords } from "@/formula";
import { Conditions } from "@/records/conditions";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { Options, OptionsProps, TypeEntry } from "../kind";

const LINKS = ["reference", "person", "department"];
const FIGURES = ["integer", "decimal", "percent", "money"];
const HOW = ["count", "sum", "min", "max", "avg"] as const;

const targetOf = (field: Field): string =>
  field.type === "person" || field.type === "department" ? field.type : (field.options?.object ?? "");
const resultOf = (field: Field) => field.result ?? field.type;

function FormulaOptions({ object, field, value, onChange, faults }: OptionsProps) {
  const words = useFormulaWords();
  return (
    <Labelled id="option-formula" label={words.label} fault={faults.formula} wide>
      <FormulaEditor
        id="option-formula"
        object={object}
        field={field}
        value={typeof value.formula === "string" ? value.formula : ""}
        onChange={(formula) => onChange((before) => ({ ...before, formula }))}
      />
    </Labelled>
  );
}

interface PickProps extends OptionsProps {
  name: string;
  label: string;
  choices: { value: string; label: string }[];
}

function Pick({ name, label, choices, value, onChange, faults }: PickProps) {
  return (
    <Labelled id={`option-${name}`} label={label} fault={faults[name]}>
      <PickOne
        id={`option-${name}`}
        label={label}
        options={choices}
        value={typeof value[name] === "string" ? (value[name] as string) : null}
        onChange={(chosen) => onChange((before) => ({ ...before, [name]: chosen }))}
      />
    </Labelled>
  );
}

function useShapes(object: string): {
  objects: ObjectShape[];
  own: Field[];
  fieldsOf: (name: string) => Field[];
} {
  const { data: objects = [] } = useObjects();
  const fieldsOf = (name: string) => objects.find((each) => each.name === name)?.fields ?? [];
  return { objects, own: fieldsOf(object), fieldsOf };
}

function LookupOptions(props: OptionsProps) {
  const words = useFormulaWords();
  const label = useLabel();
  const { own, fieldsOf } = useShapes(props.object);
  const said = (field: Field) => ({ value: field.name, label: label(field.label, field.name) });
  const link = own.find((field) => field.name === props.value.link);
  const beyond = link ? fieldsOf(targetOf(link)).filter((field) => !LINKS.includes(field.type)) : [];
  const links = own.filter((field) => LINKS.includes(field.type) && field.name !== "id");
  return (
    <>
      <Pick {...props} name="link" label={words.link} choices={links.map(said)} />
      <Pick {...props} name="field" label={words.field} choices={beyond.map(said)} />
      <Tried object={props.object} type="lookup" options={sent(props.value, ["link", "field"])} />
    </>
  );
}

/** Another object has other links and fields. */
function fresh(before: Options, next: Options | ((before: Options) => Options)): Options {
  const found = typeof next === "function" ? next(before) : next;
  return found.from === before.from ? found : { ...found, link: null, field: null, filter: null };
}

/** What is tried: all that says how it is made, once nothing of it is missing. */
function sent(value: Options, needed: string[]): Options | null {
  const names = ["from", "link", "how", "field", "filter"];
  const given = Object.entries(value).filter(([name, said]) => names.includes(name) && said);
  return needed.every((name) => value[name]) ? Object.fromEntries(given) : null;
}

interface WhichProps extends OptionsProps {
  shape: ObjectShape;
}

/** All records that point here, or those that match conditions. */
function Which({ shape, value, onChange, faults }: WhichProps) {
  const words = useFormulaWords();
  const filter = Array.isArray(value.filter) ? (value.filter as Filter) : undefined;
  const put = (next: Filter | undefined) => onChange((before) => ({ ...before, filter: next ?? null }));
  const choices = [
    { label: words.every, on: filter === undefined, pick: () => put(undefined) },
    { label: words.some, on: filter !== undefined, pick: () => put(filter ?? ["and"]) },
  ];
  return (
    <fieldset className="fx-rule">
      <legend>{words.only}</legend>
      <div className="seg" role="group" aria-label={words.only}>
        {choices.map((choice) => (
          <button key={choice.label} type="button" aria-pressed={choice.on} onClick={choice.pick}>
            {choice.label}
          </button>
        ))}
      </div>
      {filter ? <Conditions shape={shape} condition={filter} onChange={put} /> : null}
      {faults.filter ? <p className="sm risk">{faults.filter}</p> : null}
    </fieldset>
  );
}

function RollupOptions(props: OptionsProps) {
  const words = useFormulaWords();
  const label = useLabel();
  const { objects, fieldsOf } = useShapes(props.object);
  const said = (field: Field) => ({ value: field.name, label: label(field.label, field.name) });
  const points = (field: Field) => LINKS.includes(field.type) && targetOf(field) === props.object;
  const children = objects.filter((each) => each.fields.some(points));
  const from = typeof props.value.from === "string" ? props.value.from : "";
  const dated = props.value.how === "min" || props.value.how === "max" ? ["date", "time"] : [];
  const child = objects.find((each) => each.name === from);
  const needed = ["from", "link", "how", ...(props.value.how === "count" ? [] : ["field"])];
  const unfinished = Array.isArray(props.value.filter) && props.value.filter.length < 2;
  const measured = fieldsOf(from).filter((field) => [...FIGURES, ...dated].includes(resultOf(field)));
  return (
    <>
      <Pick
        {...props}
        onChange={(next) => props.onChange((before) => fresh(before, next))}
        name="from"
        label={words.from}
        choices={children.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
      />
      <Pick {...props} name="link" label={words.back} choices={fieldsOf(from).filter(points).map(said)} />
      <Pick
        {...props}
        name="how"
        label={words.how}
        choices={HOW.map((how) => ({ value: how, label: words.ways[how] }))}
      />
      {props.value.how === "count" ? null : (
        <Pick {...props} name="field" label={words.field} choices={measured.map(said)} />
      )}
      {child ? <Which key={from} {...props} shape={child} /> : null}
      <Tried object={props.object} type="rollup" options={unfinished ? null : sent(props.value, needed)} />
    </>
  );
}

export const entries: TypeEntry[] = [
  {
    type: "formula",
    icon: "fx",
    group: "computed",
    name: { zh: "公式", en: "Formula" },
    says: { zh: "由这条记录和它关联的记录算出来", en: "Computed from the record and what it links to" },
    Options: FormulaOptions,
  },
  {
    type: "lookup",
    icon: "link",
    group: "computed",
    name: { zh: "查找", en: "Look-up" },
    says: {
      zh: "显示关联记录的一个字段，可筛选可排序",
      en: "A field of a linked record, to filter and sort by",
    },
    Options: LookupOptions,
  },
  {
    type: "rollup",
    icon: "studio",
    group: "computed",
    name: { zh: "汇总", en: "Roll-up" },
    says: { zh: "数一数、加一加关联到这里的记录", en: "Counts or adds up the records that link here" },
    Options: RollupOptions,
    first: { how: "count" },
  },
];
