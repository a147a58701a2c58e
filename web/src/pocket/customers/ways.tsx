import { LinkButton } from "@/ui/button";
import { useObject, useWho } from "../data";
import { useLaterWords } from "../words/later";
import "./ways.css";

/** From one's customers to what nobody has, to leads by score, and for heads to where customers leave. */
export function Ways() {
  const words = useLaterWords();
  const me = useWho();
  const sees = { lead: Boolean(useObject("lead").data), churn: Boolean(useObject("churn_week").data) };
  return (
    <nav className="cust-ways" aria-label={words.ways}>
      {me.view_as ? null : (
        <LinkButton small to="/pool">
          {words.pool.entry}
        </LinkButton>
      )}
      {sees.lead ? (
        <LinkButton small to="/leads">
          {words.leads.entry}
        </LinkButton>
      ) : null}
      {sees.churn ? (
        <LinkButton small to="/churn">
          {words.churn.entry}
        </LinkButton>
      ) : null}
    </nav>
  );
}
