import { number, time } from "@/app/format";
import { usePeople } from "@/app/people";
import { useTrying } from "@/app/trying";
import { Button, Failed, Icon } from "@/ui";
import type { FlowDesign } from "./api";
import { useFlowWords } from "./words";

interface VersionsProps {
  design: FlowDesign;
  onTake: (version: number) => Promise<void>;
  onClose: () => void;
}

/** Every version that was in force, newest first; each can become a draft again. */
export function Versions({ design, onTake, onClose }: VersionsProps) {
  const words = useFlowWords();
  const people = usePeople();
  const { cause, attempt } = useTrying();
  const take = async (version: number) => {
    await attempt(async () => {
      await onTake(version);
    });
  };
  const all = [...design.versions].sort((a, b) => b.version - a.version);
  return (
    <>
      <h2 className="row">
        <span className="grow">{words.versions}</span>
        <button type="button" className="tap" aria-label={words.cancel} onClick={onClose}>
          <Icon name="x" size="s" />
        </button>
      </h2>
      <p className="sm dim">{words.versionsNote}</p>
      <ul className="lines">
        {all.map((each) => (
          <li key={each.version}>
            <span className="grow">
              {words.version(number(each.version))}
              <span className="d">
                {[time(each.at), people.get(each.by ?? "")].filter(Boolean).join(" · ")}
              </span>
            </span>
            {each.version === design.version ? (
              <span className="sm dim">{words.current}</span>
            ) : (
              <Button small onClick={() => void take(each.version)}>
                {words.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {cause ? <Failed cause={cause} /> : null}
    </>
  );
}
