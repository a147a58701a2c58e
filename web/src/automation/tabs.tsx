import { Link } from "react-router";
import { useRuleWords } from "./words";

/** The rules, and what they did. */
export function RuleTabs({ here }: { here: "rules" | "runs" }) {
  const words = useRuleWords();
  return (
    <nav className="ru-tabs" aria-label={words.title}>
      <Link to="/rules" aria-current={here === "rules" ? "page" : undefined}>
        {words.all}
      </Link>
      <Link to="/rules/runs" aria-current={here === "runs" ? "page" : undefined}>
        {words.log}
      </Link>
    </nav>
  );
}
