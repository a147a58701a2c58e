import { useParams } from "react-router";
import { useLabel } from "@/app/language";
import { useForm } from "@/forms/queries";
import { Failed, Loading } from "@/ui/states";
import { useObject, useRecord } from "../data";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { Fill } from "./fill";
import { roomOf } from "./rooms";
import { usePocketFormWords } from "./words";
import "./forms.css";

interface FormPageProps {
  /** Where the address does not name it. */
  object?: string;
}

/** A record's form on the phone: the same layout, the same conditions, the phone's own inputs. */
export function EditPage(props: FormPageProps) {
  const { object: named = "", id = "" } = useParams();
  const object = props.object ?? named;
  const words = usePocketWords();
  const shape = useObject(object).data;
  const record = useRecord(object, id, object !== "");
  const form = useForm(object, "pocket");
  const cause = record.error ?? form.error;
  const up = `${roomOf(object)}/${id}`;
  if (shape && record.data && form.data) {
    return <Fill key={id} shape={shape} record={record.data} layout={form.data} up={up} />;
  }
  return (
    <Page title={words.form.edit} up={up}>
      {cause ? <Failed cause={cause} onRetry={() => void record.refetch()} /> : <Loading lines={8} />}
    </Page>
  );
}

/** The same form, blank. */
export function CreatePage(props: FormPageProps) {
  const { object: named = "" } = useParams();
  const object = props.object ?? named;
  const words = usePocketFormWords();
  const label = useLabel();
  const shape = useObject(object).data;
  const form = useForm(object, "pocket");
  const up = props.object ? roomOf(object) : "/";
  if (shape && form.data) {
    return <Fill key={object} shape={shape} record={null} layout={form.data} up={up} />;
  }
  return (
    <Page title={words.creating(label(shape?.label, object))} up={up}>
      {form.error ? <Failed cause={form.error} onRetry={() => void form.refetch()} /> : <Loading lines={8} />}
    </Page>
  );
}
