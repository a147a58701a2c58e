import { VersionList } from "@/designing/versions";
import { useLabel } from "@/app/language";
import { useRulesOf } from "../queries";
import type { Head, Rules, Shown } from "../shapes";
import { useRoutingWords } from "../words";

interface VersionsProps {
  shown: Shown;
  onBring: (rules: Rules) => void;
}

/** Every version that was in force, and the way back to it. */
export function Versions({ shown, onBring }: VersionsProps) {
  const { design: words } = useRoutingWords();
  const versions = shown.versions.map((each) => ({
    ...each,
    version: each.number,
    at: each.published_at ?? each.goes_live_at ?? "",
    by: each.published_by ?? each.timed_by,
    mark: each.state === "withdrawn" ? words.withdrawnMark : "",
  }));
  return (
    <VersionList
      versions={versions}
      live={shown.live?.number ?? null}
      difference={(version) => <What head={version} onBring={onBring} />}
      onBring={null}
    />
  );
}

function What({ head, onBring }: { head: Head; onBring: (rules: Rules) => void }) {
  const { design: words } = useRoutingWords();
  const label = useLabel();
  const rules = useRulesOf(head.id);
  if (!rules) return null;
  return (
    <>
      <ol className="gd-then sm">
        {rules.rules.map((each) => (
          <li key={each.key}>{label(each.label, each.key)}</li>
        ))}
      </ol>
      <p>
        <button type="button" className="btn s" onClick={() => onBring(rules)}>
          {words.back}
        </button>
      </p>
    </>
  );
}
