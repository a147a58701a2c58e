import { useState } from "react";
import { shortDay } from "@/app/format";
import { useObject } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";
import { Button } from "@/ui/button";
import { Saying } from "./step-text";
import { chain, followed, nextStep, packFor, type Done } from "./following";
import { usePacksInForce, useParents } from "./queries";
import type { Pack } from "./shapes";
import { useChoicesOf } from "./use-labels";
import { useLearningWords } from "./words";
import "./pack.css";

/** The pack a deal is on; null where none suits, undefined while it is not known. */
export function usePackOf(deal: RecordRow | undefined): Pack | null | undefined {
  const open = useObject("action_pack").data !== undefined;
  const { data: packs } = usePacksInForce(open && deal !== undefined);
  const there = (packs?.length ?? 0) > 0;
  const { data: parents } = useParents(there);
  if (!deal || !packs || (there && !parents)) return undefined;
  const scopes = packs.map((pack) => ({
    pack,
    id: pack.id,
    team: pack.team?.id ?? null,
    stages: pack.stages,
    product: pack.product?.id ?? null,
    published: pack.published,
  }));
  const units = chain(idOf(deal["unit"]), parents ?? new Map());
  const stage = typeof deal["stage"] === "string" ? deal["stage"] : null;
  return packFor(scopes, units, stage, idOf(deal["product"]))?.pack ?? null;
}

interface PartProps {
  pack: Pack;
  /** What was done on the deal, in any order. */
  done: readonly Done[];
  onLog: ((type: string) => void) | null;
}

/** The steps of a deal's pack: those done, and the next one with what to say. */
export function PackSteps({ pack, done, onLog }: PartProps) {
  const { deal: words } = useLearningWords();
  const types = useChoicesOf("activity", "type");
  const [whole, setWhole] = useState(false);
  const found = followed(
    pack.steps.map((each) => each.type),
    done,
  );
  const next = nextStep(found);
  const step = next === null ? undefined : pack.steps[next];
  return (
    <div className="pk">
      <ol className="pk-road" aria-label={pack.title}>
        {pack.steps.map((each, at) => {
          const taken = found[at];
          const state = taken !== null && taken !== undefined ? "done" : at === next ? "next" : "";
          const passed = state === "" && next !== null && at < next;
          const day = typeof taken === "number" ? done[taken]?.[1] : undefined;
          return (
            <li key={at} className={state || (passed ? "passed" : undefined)} data-step={each.type}>
              <b>{types.name(each.type)}</b>
              <span className="sm">
                {day ? shortDay(day) : state === "next" ? words.next : passed ? words.skipped : ""}
              </span>
              {whole && state !== "next" ? <Saying step={each} /> : null}
            </li>
          );
        })}
      </ol>
      {step ? (
        <div className="pk-next">
          <Saying step={step} />
          {onLog ? (
            <p>
              <Button small icon="plus" onClick={() => onLog(step.type)}>
                {words.log}
              </Button>
            </p>
          ) : null}
        </div>
      ) : (
        <p className="sm mut">{words.through}</p>
      )}
      <p>
        <Button small kind="quiet" onClick={() => setWhole(!whole)}>
          {whole ? words.less : words.more}
        </Button>
      </p>
    </div>
  );
}
