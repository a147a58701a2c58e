import { useState } from "react";
import { useMe } from "@/app/queries";
import { Button } from "@/ui";
import { useApprovalWords } from "../words";
import { isPlain, useOffered } from "./api";
import { RequestDialog } from "./panel";

/** On a record's page, where a flow can be asked for about it. */
export function RequestButton({
  object,
  record,
  small = false,
}: {
  object: string;
  record: string;
  small?: boolean;
}) {
  const words = useApprovalWords();
  const me = useMe().data;
  const { data: flows = [] } = useOffered(object, me !== undefined && !me.view_as);
  const [open, setOpen] = useState(false);
  if (!flows.some(isPlain)) return null;
  return (
    <>
      <Button small={small} onClick={() => setOpen(true)}>
        {words.request}
      </Button>
      {open ? <RequestDialog of={{ object, record }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
