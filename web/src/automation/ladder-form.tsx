import type { ObjectShape } from "@/app/shapes";
import { NumberField } from "@/designing/parts";
import type { RoleName, Who } from "@/designing/who";
import { WhoPicker } from "@/designing/who-picker";
import { Button } from "@/ui";
import { spanOf } from "./model";
import type { Span } from "./shapes";
import { useRuleWords } from "./words";

export interface Rung {
  after: Span & { in?: "working" | "calendar" };
  to: Who[];
}

interface LadderFormProps {
  rungs: Rung[];
  shape: ObjectShape | undefined;
  roles: readonly RoleName[];
  onChange: (rungs: Rung[] | undefined) => void;
}

/** Whom it goes to next, and after how long, as long as nobody answers. */
export function LadderForm({ rungs, shape, roles, onChange }: LadderFormProps) {
  const words = useRuleWords();
  const put = (at: number, next: Rung) => onChange(rungs.map((each, index) => (index === at ? next : each)));
  return (
    <div className="ru-ladder">
      {rungs.map((rung, at) => (
        <div key={at} className="ru-rung">
          <NumberField
            label={words.rungAfter}
            unit={words.units[spanOf(rung.after).unit]}
            value={spanOf(rung.after).n}
            onNumber={(n) =>
              put(at, { ...rung, after: { ...rung.after, [spanOf(rung.after).unit]: n ?? 1 } })
            }
          />
          <WhoPicker
            label={words.rungTo}
            who={rung.to}
            shape={shape}
            roles={roles}
            onChange={(to) => put(at, { ...rung, to })}
          />
          <Button
            small
            kind="quiet"
            onClick={() => {
              const left = rungs.filter((_, index) => index !== at);
              onChange(left.length > 0 ? left : undefined);
            }}
          >
            {words.dropRung}
          </Button>
        </div>
      ))}
      <Button
        small
        kind="quiet"
        icon="plus"
        onClick={() =>
          onChange([
            ...rungs,
            { after: { hours: 24, in: "working" }, to: [{ by: "head", n: 1, of: "owner" }] },
          ])
        }
      >
        {words.addRung}
      </Button>
    </div>
  );
}
