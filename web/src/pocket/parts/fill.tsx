import { useId, useState } from "react";
import { useLabel } from "@/app/language";
import type { Field } from "@/app/shapes";
import { Button } from "@/ui/button";
import { Input, Labelled } from "@/ui/input";
import { Failing } from "./failing";
import { Choose } from "./choose";

interface FillProps {
  field: Field;
  action: string;
  onFill: (value: string) => Promise<void>;
}

/** One field to fill in, right where it is asked for. */
export function Fill({ field, action, onFill }: FillProps) {
  const label = useLabel();
  const id = useId();
  const [value, setValue] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => {
    if (value.trim() === "" || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onFill(value.trim());
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  const numeric = ["money", "decimal", "integer", "percent"].includes(field.type);
  return (
    <form
      className="fill"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {field.type === "choice" ? (
        <Choose
          label={label(field.label, field.name)}
          options={(field.options?.choices ?? []).map((each) => ({
            key: each.key,
            label: label(each.label, each.key),
          }))}
          value={value}
          onPick={setValue}
        />
      ) : (
        <Labelled id={id} label={label(field.label, field.name)}>
          <Input
            id={id}
            value={value}
            onText={setValue}
            type={field.type === "date" ? "date" : "text"}
            inputMode={numeric ? "decimal" : undefined}
          />
        </Labelled>
      )}
      {failure ? <Failing cause={failure} /> : null}
      <Button kind="ink" wide submit disabled={value.trim() === "" || busy}>
        {action}
      </Button>
    </form>
  );
}
