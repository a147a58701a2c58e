import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { useLabel } from "@/app/language";
import type { Reference } from "@/app/shapes";
import { Failed, Loading } from "@/ui/states";
import { useObject, useRecord, useWho } from "../data";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { EditDoor } from "./door";
import { FormFacts } from "./facts";

const RequestButton = lazy(async () => ({
  default: (await import("@/approvals/request/button")).RequestButton,
}));
const Papers = lazy(async () => ({ default: (await import("../approvals/papers")).Papers }));
const RequestDeeds = lazy(async () => ({ default: (await import("../support/deeds")).RequestDeeds }));
/** Objects whose papers a second person decides; the code for it comes with them alone. */
const PAPERS = ["quotation", "contract", "order"];

const Given = lazy(async () => ({ default: (await import("./given")).Given }));
/** States in which a record waits for whoever was given it. */
const IN_HAND = ["assigned", "accepted"];

/** A record of any object that has no page of its own on this face: what is filled in, by its form. */
export function RecordPage() {
  const { object = "", id = "" } = useParams();
  const me = useWho();
  const label = useLabel();
  const shape = useObject(object).data;
  const { data: record, error, refetch } = useRecord(object, id);
  const title = record && shape ? String(record[shape.title] ?? "") : "";
  const mine = (record?.owner as Reference | null | undefined)?.id === me.id && !me.view_as;
  const dock =
    record && shape && PAPERS.includes(object) ? (
      <Suspense fallback={null}>
        <Papers shape={shape} row={record} />
      </Suspense>
    ) : undefined;
  return (
    <Page title={title || label(shape?.label, object)} up="/" dock={dock}>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!record && !error ? <Loading lines={8} /> : null}
      {record && mine && IN_HAND.includes(String(record.routing)) ? (
        <Suspense fallback={null}>
          <Given object={object} row={record} />
        </Suspense>
      ) : null}
      {record && object === "team_request" ? (
        <Suspense fallback={null}>
          <RequestDeeds row={record} />
        </Suspense>
      ) : null}
      {record ? (
        <Sheet title={label(shape?.label, object)}>
          <FormFacts object={object} record={record} />
          <EditDoor object={object} to={`/o/${object}/${id}/edit`} />
          <Suspense fallback={null}>
            <RequestButton small object={object} record={id} />
          </Suspense>
        </Sheet>
      ) : null}
    </Page>
  );
}
