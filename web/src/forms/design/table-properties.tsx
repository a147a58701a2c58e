import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { Filter, ObjectShape } from "@/app/shapes";
import { tableColumns } from "@/records/columns-of";
import { partsOf, type Item } from "../layout";
import { useFormWords } from "../words";
import type { Change } from "./model";
import { RuleEditor } from "./rule";
import { childrenOf, useTables } from "./tables";

interface TablePropertiesProps {
  /** Of the object the form is for. */
  shape: ObjectShape;
  item: Item;
  fault: (part: string) => string | undefined;
  onChange: (change: Change<Item>) => void;
}

/** Which columns a table shows, and when it shows at all. */
export function TableProperties({ shape, item, fault, onChange }: TablePropertiesProps) {
  const words = useFormWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const table = item.table ?? "";
  const name = useTables(shape.name).get(table);
  const child = childrenOf(shape.name, objects).get(table)?.shape;
  const offered = (child?.fields ?? []).filter(
    (field) => !["id", "version", partsOf(table).by].includes(field.name),
  );
  const shown = child ? tableColumns(child, partsOf(table).by, item.columns ?? []) : [];
  const chosen = item.columns ?? shown.map((field) => field.name);
  const flip = (column: string) => {
    const next = chosen.includes(column) ? chosen.filter((each) => each !== column) : [...chosen, column];
    onChange({ columns: next.length > 0 ? next : undefined });
  };
  const faults = chosen.flatMap((_, at) => fault(`columns.${at}`) ?? []);
  return (
    <>
      <p className="fd-what">
        <b>{name ?? table}</b>
        <span className="sm dim">{table}</span>
      </p>
      <p className="sm dim">{words.tableNote}</p>
      {fault("table") ? <p className="sm risk">{fault("table")}</p> : null}
      <RuleEditor
        shape={shape}
        title={words.visible}
        rule={item.visible}
        none={words.always}
        fault={fault("visible")}
        onChange={(rule) => onChange({ visible: rule as Filter | undefined })}
      />
      <fieldset className="fd-rule fd-cols">
        <legend>{words.tableColumns}</legend>
        {offered.map((field) => (
          <label key={field.name} className="row fd-check">
            <input
              type="checkbox"
              className="tick"
              checked={chosen.includes(field.name)}
              onChange={() => flip(field.name)}
            />
            {label(field.label, field.name)}
          </label>
        ))}
        {faults.map((each) => (
          <p key={each} className="sm risk">
            {each}
          </p>
        ))}
      </fieldset>
    </>
  );
}
