import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { RecordRow } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Countdown } from "@/engines/routing/countdown";
import { useRoutingWords } from "@/engines/routing/words";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { Choose } from "../parts/choose";
import { Failing } from "../parts/failing";
import "../inbox/inbox.css";
import "@/engines/routing/routing.css";

interface GivenProps {
  object: string;
  row: RecordRow;
}

/** What one was given and has in hand: how long, accepting it, giving it back with a reason. */
export function Given({ object, row }: GivenProps) {
  const words = useRoutingWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [declining, setDeclining] = useState(false);
  const { busy, cause, attempt } = useTrying();
  const state = row.routing === "assigned" ? "assigned" : "accepted";
  const run = async (action: string, input: Record<string, unknown>, done: string, leave = false) => {
    if (await attempt(() => act(action, { ...input, object }, row.id))) {
      say(done);
      // What was given back is out of sight from now on: its page has nothing more to show.
      if (leave) await navigate("/", { replace: true });
    }
    await client.invalidateQueries({ queryKey: ["records"] });
  };
  const reasons = (Object.keys(words.declines) as (keyof typeof words.declines)[]).map((key) => ({
    key,
    label: words.declines[key],
  }));
  return (
    <div className="gv-hand">
      {typeof row.due_at === "string" ? (
        <Countdown
          state={state}
          due={row.due_at}
          since={typeof row.assigned_at === "string" ? row.assigned_at : null}
        />
      ) : null}
      {cause ? <Failing cause={cause} /> : null}
      {declining ? (
        <Choose
          label={words.declineWhy}
          options={reasons}
          value={null}
          onPick={(reason) => void run("decline_lead", { reason }, words.declined, true)}
        />
      ) : null}
      <div className="wip-d">
        <Button wide disabled={busy} onClick={() => setDeclining(!declining)}>
          {declining ? words.cancel : words.decline}
        </Button>
        {state === "assigned" && !declining ? (
          <Button wide kind="ink" disabled={busy} onClick={() => void run("accept_lead", {}, words.accepted)}>
            {words.accept}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
