import { useId, useState } from "react";
import { api, Refusal } from "@/app/api";
import { useTrying } from "@/app/trying";
import { Button } from "@/ui/button";
import { Input, Labelled } from "@/ui/input";
import { say } from "@/ui/notice";
import { Failed } from "@/ui/states";
import { usePasswordWords } from "./words";

interface PasswordFormProps {
  /** A button across the whole width, for a thumb. */
  wide?: boolean;
  onDone: () => void;
  onCancel?: () => void;
}

/** One's own password: the present one, the new one twice. What is refused is said under its field. */
export function PasswordForm({ wide = false, onDone, onCancel }: PasswordFormProps) {
  const words = usePasswordWords();
  const id = useId();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const { busy, cause, attempt } = useTrying();
  const refusal = cause instanceof Refusal ? cause : null;
  const said = (field: string) =>
    refusal?.fields[field] ? { fault: refusal.fields[field], remedy: refusal.remedy } : {};
  const differs = again !== "" && fresh !== again;
  const save = async () => {
    await attempt(async () => {
      await api("/me/password", { method: "POST", body: { old, new: fresh } });
      say(words.done);
      onDone();
    });
  };
  return (
    <form
      className="form-1"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        id={`${id}-old`}
        label={words.old}
        value={old}
        complete="current-password"
        {...said("old")}
        onText={setOld}
      />
      <Field
        id={`${id}-new`}
        label={words.fresh}
        value={fresh}
        complete="new-password"
        {...said("new")}
        onText={setFresh}
      />
      <Field
        id={`${id}-again`}
        label={words.again}
        value={again}
        complete="new-password"
        {...(differs ? { fault: words.differs } : {})}
        onText={setAgain}
      />
      <p className="sm mut">{words.others}</p>
      {cause && Object.keys(refusal?.fields ?? {}).length === 0 ? <Failed cause={cause} /> : null}
      <p className="row dlg-a">
        {onCancel ? <Button onClick={onCancel}>{words.cancel}</Button> : null}
        <Button kind="ink" submit wide={wide} disabled={busy || !old || !fresh || fresh !== again}>
          {busy ? words.saving : words.save}
        </Button>
      </p>
    </form>
  );
}

interface FieldProps {
  id: string;
  label: string;
  value: string;
  complete: "current-password" | "new-password";
  fault?: string;
  remedy?: string;
  onText: (text: string) => void;
}

function Field({ id, label, value, complete, fault, remedy, onText }: FieldProps) {
  return (
    <Labelled id={id} label={label} fault={fault} note={remedy}>
      <Input
        id={id}
        type="password"
        autoComplete={complete}
        value={value}
        maxLength={200}
        invalid={fault !== undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onText={onText}
      />
    </Labelled>
  );
}
