import { useId, useState } from "react";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape, Value } from "@/app/shapes";
import { idOf, isMoney } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { kindOf } from "@/fields";
import type { Operator } from "@/fields/kind";
import { Button, Labelled } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import type { Condition } from "./ask";
import { listed } from "./columns-of";
import { useOperatorName } from "./filter-chip";

interface FilterFormProps {
  shape: ObjectShape;
  onAdd: (condition: Condition) => void;
}

/** A filter compares bare values: ids, keys, amounts. */
const bare = (value: Value | undefined): unknown =>
  isMoney(value) ? value.amount : (idOf(value) ?? value ?? null);

/** What the server takes and this face has an input for. */
const offered = (field: Field): Operator[] => {
  const operators = kindOf(field).operators.filter((op) => field.operators.includes(op));
  return operators.filter((op) => op !== "in" || (field.result ?? field.type) === "choice");
};

export function FilterForm({ shape, onAdd }: FilterFormProps) {
  const words = useDeskWords();
  const label = useLabel();
  const operatorName = useOperatorName();
  const id = useId();
  const fields = listed(shape.fields).filter((field) => field.filterable && offered(field).length > 0);
  const [name, setName] = useState<string | null>(null);
  const [op, setOp] = useState("=");
  const [first, setFirst] = useState<Value | undefined>();
  const [last, setLast] = useState<Value | undefined>();
  const [many, setMany] = useState<string[]>([]);
  const field = fields.find((each) => each.name === name);
  const ready = field && complete(op, first, last, many);
  const pickField = (next: string | null) => {
    const chosen = fields.find((each) => each.name === next);
    setName(next);
    setOp(chosen ? (offered(chosen)[0] ?? "=") : "=");
    setFirst(undefined);
    setLast(undefined);
    setMany([]);
  };
  const add = () => {
    if (field && ready) onAdd(condition(field.name, op, first, last, many));
  };
  return (
    <form
      className="flt"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Labelled id={`${id}-field`} label={words.filter.field}>
        <PickOne
          id={`${id}-field`}
          value={name}
          autoFocus
          options={fields.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={pickField}
        />
      </Labelled>
      {field ? (
        <Labelled id={`${id}-op`} label={words.filter.operator}>
          <PickOne
            id={`${id}-op`}
            value={op}
            options={[...offered(field), ...(offered(field).includes("empty") ? ["filled"] : [])].map(
              (each) => ({
                value: each,
                label: operatorName(field, each),
              }),
            )}
            onChange={(next) => setOp(next ?? "=")}
          />
        </Labelled>
      ) : null}
      {field && op !== "empty" && op !== "filled" ? (
        <Operands
          field={field}
          op={op}
          id={id}
          first={first}
          last={last}
          many={many}
          setFirst={setFirst}
          setLast={setLast}
          setMany={setMany}
        />
      ) : null}
      <Button kind="ink" small submit disabled={!ready}>
        {words.filter.apply}
      </Button>
    </form>
  );
}

interface OperandsProps {
  field: Field;
  op: string;
  id: string;
  first: Value | undefined;
  last: Value | undefined;
  many: string[];
  setFirst: (value: Value) => void;
  setLast: (value: Value) => void;
  setMany: (keys: string[]) => void;
}

function Operands({ field, op, id, first, last, many, setFirst, setLast, setMany }: OperandsProps) {
  const words = useDeskWords();
  const label = useLabel();
  const { Edit } = kindOf(field);
  if (op === "in") {
    const options = (field.options?.choices ?? []).map((each) => ({
      value: each.key,
      label: label(each.label, each.key),
    }));
    return (
      <Labelled id={`${id}-many`} label={words.filter.value}>
        <PickMany id={`${id}-many`} value={many} options={options} onChange={setMany} />
      </Labelled>
    );
  }
  return (
    <>
      <Labelled id={`${id}-a`} label={op === "between" ? words.filter.from : words.filter.value}>
        <Edit id={`${id}-a`} field={field} value={first} onChange={setFirst} />
      </Labelled>
      {op === "between" ? (
        <Labelled id={`${id}-b`} label={words.filter.to}>
          <Edit id={`${id}-b`} field={field} value={last} onChange={setLast} />
        </Labelled>
      ) : null}
    </>
  );
}

const given = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== "";

function complete(op: string, first: Value | undefined, last: Value | undefined, many: string[]): boolean {
  if (op === "empty" || op === "filled") return true;
  if (op === "in") return many.length > 0;
  return given(first) && (op !== "between" || given(last));
}

function condition(
  name: string,
  op: string,
  first: Value | undefined,
  last: Value | undefined,
  many: string[],
): Condition {
  if (op === "empty" || op === "filled") return [name, "empty", op === "empty"];
  if (op === "in") return [name, "in", many];
  if (op === "between") return [name, "between", [bare(first), bare(last)]];
  if (Array.isArray(first)) {
    const each = (first as Value[]).map((one): Condition => [name, op, bare(one)]);
    return each.length === 1 && each[0] ? each[0] : (["and", ...each] as Condition);
  }
  return [name, op, bare(first)];
}
