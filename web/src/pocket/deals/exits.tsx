import { useState } from "react";
import { useNavigate } from "react-router";
import type { Gate } from "@/app/shapes";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/states";
import { advance, useObject } from "../data";
import { Fill } from "../parts/fill";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { usePocketWords } from "../words";

/** Leaving the road: a deal that is lost says why, from any stage. */
export function Exits({ deal, name, gate }: { deal: string; name: string; gate: Gate }) {
  const words = usePocketWords();
  const say = useSaying(gate.process);
  const navigate = useNavigate();
  const fields = useObject("deal").data?.fields ?? [];
  const [leaving, setLeaving] = useState<string | null>(null);
  return (
    <>
      {gate.exits.map((exit) => {
        const field = fields.find((each) => each.name === exit.fields[0]);
        if (leaving !== exit.to) {
          return (
            <p key={exit.to} className="more">
              <Button kind="quiet" onClick={() => setLeaving(exit.to)}>
                {words.deals.leave(say.stage(exit.to))}
              </Button>
            </p>
          );
        }
        return (
          <Sheet key={exit.to} title={words.deals.leaving(say.stage(exit.to))}>
            {field ? (
              <Fill
                field={field}
                action={words.deals.leave(say.stage(exit.to))}
                onFill={async (value) => {
                  const about = { object: "deal", id: deal, label: name };
                  await advance(about, exit.to, { [field.name]: value });
                  void navigate(`/deals/${deal}`, { replace: true });
                }}
              />
            ) : (
              <Empty title={words.deals.askDesk} />
            )}
            <p className="more">
              <Button kind="quiet" onClick={() => setLeaving(null)}>
                {words.cancel}
              </Button>
            </p>
          </Sheet>
        );
      })}
    </>
  );
}
