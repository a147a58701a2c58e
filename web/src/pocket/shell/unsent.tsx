import { Link } from "react-router";
import { useOutbox, useUnsent } from "../data";
import { usePocketWords } from "../words";
import "./queue.css";

/** Always in the header: nobody should have to wonder whether the day's work has left the phone. */
export function Unsent({ quiet }: { quiet: boolean }) {
  const { queue } = usePocketWords();
  const unsent = useUnsent();
  const stuck = useOutbox().some((each) => each.state === "refused" || each.state === "conflict");
  const look = unsent === 0 ? "done" : stuck ? "refused" : "queued";
  const short = quiet && unsent === 0 ? "0" : unsent === 0 ? queue.none : queue.unsent(unsent);
  return (
    <Link
      to="/outbox"
      className={`qs ${look}`}
      aria-label={quiet && unsent === 0 ? queue.unsent(0) : undefined}
      data-unsent={unsent}
    >
      {short}
    </Link>
  );
}
