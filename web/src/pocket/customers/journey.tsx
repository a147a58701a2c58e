import { useParams } from "react-router";
import type { Mark } from "@/engines/journey/shapes";
import { JourneyView } from "@/engines/journey/view";
import { useRecord } from "../data";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";

/** What has a page of its own on this face; everything else is shown by its form. */
const pathOf = (mark: Mark): string =>
  mark.object === "deal" ? `/deals/${mark.id}` : `/o/${mark.object}/${mark.id}`;

/** 旅程图 of a customer by thumb. It is drawn by the server's answer, so it needs a network. */
export function JourneyPage() {
  const words = usePocketWords();
  const { id = "" } = useParams();
  const { data } = useRecord("customer", id);
  const name = data ? String(data["name"]) : words.customers.one;
  return (
    <Page title={name} up={`/customers/${id}`}>
      <div className="sheet">
        <JourneyView object="customer" id={id} title={name} pathOf={pathOf} />
      </div>
    </Page>
  );
}
