import { clock, number, shortDay } from "@/app/format";
import { NameOf } from "@/events/change";
import { Button, Section } from "@/ui";
import { useVersions } from "./designing";
import type { Draft } from "./draft";
import type { Metric } from "./queries";
import { useMetricWords } from "./words";

interface VersionsProps {
  metric: Metric;
  draft: Draft;
  onBring: (draft: Draft) => void;
}

/** Every state it was in, the newest first, and the way back to each. */
export function VersionsList({ metric, onBring }: VersionsProps) {
  const words = useMetricWords();
  const { data: versions = [] } = useVersions(metric.key);
  return (
    <Section title={words.edit.versions} note={words.edit.versionsNote}>
      <ol className="mte-versions">
        {versions.map((each) => (
          <li key={each.version} className="row" data-version={each.version}>
            <span className="grow">
              {words.version(number(each.version))}
              {each.version === metric.version ? (
                <span className="sm good"> {words.edit.inForce}</span>
              ) : null}
              <span className="sm dim">
                {" "}
                {each.at ? `${shortDay(each.at)} ${clock(each.at)}` : words.shipped}{" "}
                {each.by ? <NameOf object="person" id={each.by} /> : null}
              </span>
            </span>
            {each.definition === null ? (
              <span className="sm dim">{words.edit.wasRetired}</span>
            ) : each.version === metric.version ? null : (
              <Button small kind="quiet" onClick={() => each.definition && onBring(each.definition)}>
                {words.edit.bring}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
