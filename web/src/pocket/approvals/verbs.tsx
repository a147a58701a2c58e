import { useState } from "react";
import { useNavigate } from "react-router";
import type { Reference, Value } from "@/app/shapes";
import { toWire } from "@/app/values";
import { fieldOf } from "@/approvals/about";
import { useDeciding, type Sheet } from "@/approvals/api";
import { useVerbs } from "@/approvals/verbs";
import { useApprovalWords } from "@/approvals/words";
import { Button } from "@/ui/button";
import { PickPerson } from "./person";
import { Sure } from "./sure";
import { Unsent } from "./unsent";
import { WhyNot } from "./why-not";
import { usePocketApprovalWords } from "./words";

type Asking =
  "approve" | "return" | "reject" | "more" | "transfer" | "signer" | "withdraw" | "resubmit" | null;

interface VerbsProps {
  sheet: Sheet;
  edits: Record<string, Value>;
}

/** Yes in one tap and a second to be sure; back with its reason; the rest behind 更多. */
export function Verbs({ sheet, edits }: VerbsProps) {
  const words = useApprovalWords();
  const more = usePocketApprovalWords();
  const [asking, setAsking] = useState<Asking>(null);
  const { may } = sheet;
  if (asking) {
    return <Asked sheet={sheet} edits={edits} asking={asking} onAsk={setAsking} />;
  }
  if (may.decide) {
    return (
      <div className="row ap-dock">
        <Button onClick={() => setAsking("more")}>{more.more}</Button>
        {may.return.length > 0 ? (
          <Button onClick={() => setAsking("return")}>{words.give}</Button>
        ) : (
          <Button onClick={() => setAsking("reject")}>{words.reject}</Button>
        )}
        <Button kind="ink" icon="check" onClick={() => setAsking("approve")}>
          {words.approve}
        </Button>
      </div>
    );
  }
  if (!may.withdraw && !may.resubmit) return null;
  return (
    <div className="row">
      {may.withdraw ? <Button onClick={() => setAsking("withdraw")}>{words.withdraw}</Button> : null}
      {may.resubmit ? (
        <Button kind="ink" onClick={() => setAsking("resubmit")}>
          {words.resubmit}
        </Button>
      ) : null}
    </div>
  );
}

interface AskedProps extends VerbsProps {
  asking: Exclude<Asking, null>;
  onAsk: (asking: Asking) => void;
}

function Asked({ sheet, edits, asking, onAsk }: AskedProps) {
  const words = useApprovalWords();
  const navigate = useNavigate();
  const deciding = useDeciding();
  const trying = useVerbs(() => onAsk(null));
  const task = sheet.may.decide ?? "";
  const corrected = wired(sheet, edits);
  const away = { then: () => void navigate("/approvals", { replace: true }) };
  const shut = () => onAsk(null);
  const failure = trying.cause ? <Unsent cause={trying.cause} /> : null;
  switch (asking) {
    case "approve":
      return (
        <Sure
          title={words.confirmTitle(sheet.title)}
          go={words.confirm}
          comment
          busy={trying.busy}
          failure={failure}
          onClose={shut}
          onGo={(comment) =>
            trying.run(() => deciding.decide(task, { verdict: "approve", comment, ...corrected }), {
              done: words.done.approve,
              ...away,
            })
          }
        />
      );
    case "return":
    case "reject":
      return (
        <WhyNot
          sheet={sheet}
          verdict={asking}
          busy={trying.busy}
          failure={failure}
          onClose={shut}
          onGo={(said) =>
            trying.run(() => deciding.decide(task, { ...said, ...(asking === "return" ? corrected : {}) }), {
              done: words.done[asking],
              ...away,
            })
          }
        />
      );
    case "more":
      return <Rare sheet={sheet} onAsk={onAsk} />;
    case "transfer":
    case "signer":
      return (
        <PickPerson
          label={asking === "transfer" ? words.transferTitle : words.signerTitle}
          onClose={shut}
          onPick={(person: Reference) =>
            asking === "transfer"
              ? trying.run(() => deciding.transfer(task, person.id, ""), {
                  done: words.done.transfer,
                  ...away,
                })
              : trying.run(() => deciding.addSigner(task, person.id, "before"), { done: words.done.signer })
          }
          failure={failure}
        />
      );
    default:
      return (
        <Sure
          title={asking === "withdraw" ? words.withdrawTitle : words.resubmitTitle}
          text={asking === "withdraw" ? words.withdrawText : words.resubmitText}
          go={words[asking]}
          busy={trying.busy}
          failure={failure}
          onClose={shut}
          onGo={() =>
            trying.run(
              () => (asking === "withdraw" ? deciding.withdraw(sheet.id) : deciding.resubmit(sheet.id)),
              { done: words.done[asking] },
            )
          }
        />
      );
  }
}

/** What one does seldom. */
function Rare({ sheet, onAsk }: { sheet: Sheet; onAsk: (asking: Asking) => void }) {
  const words = useApprovalWords();
  const { may } = sheet;
  return (
    <div className="ap-rare">
      {may.transfer ? <Button onClick={() => onAsk("transfer")}>{words.transfer}</Button> : null}
      {may.add_signer ? <Button onClick={() => onAsk("signer")}>{words.addSigner}</Button> : null}
      {may.return.length > 0 ? <Button onClick={() => onAsk("reject")}>{words.reject}</Button> : null}
      <Button kind="quiet" onClick={() => onAsk(null)}>
        {words.cancel}
      </Button>
    </div>
  );
}

/** What was corrected, as it is sent. */
function wired(sheet: Sheet, edits: Record<string, Value>): { edits?: Record<string, unknown> } {
  const said = sheet.about.fields.filter((each) => each.name in edits);
  if (said.length === 0) return {};
  return {
    edits: Object.fromEntries(
      said.map((each) => [each.name, toWire(fieldOf(each, undefined), edits[each.name])]),
    ),
  };
}
