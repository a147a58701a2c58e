import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { Field, ObjectShape } from "@/app/shapes";
import { FormulaEditor, useFormulaWords } from "@/formula";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { OptionsProps, TypeEntry } from "../kind";

const LINKS = ["reference", "person", "department"];
const FIGURES = ["integer", "decimal", "percent", "money"];
const HOW = ["count", "sum", "min", "max", "avg"] as const;

const targetOf = (field: Field): string =>
  field.type === "person" || field.type === "department" ? field.type : (field.options?.object ?? "");
const resultOf = (field: Field) => field.result ?? field.type;

function FormulaOptions({ object, value, onChange, faults }: OptionsProps) {
  const words = useFormulaWords();
  return (
    <Labelled id="option-formula" label={words.label} fault={faults.formula} wide>
      <FormulaEditor
        id="option-formula"
        object={object}
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
    </>
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
  const measured = fieldsOf(from).filter((field) => [...FIGURES, ...dated].includes(resultOf(field)));
  return (
    <>
      <Pick
        {...props}
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
