import { useState } from "react";
import { useNavigate } from "react-router";
import { useObject } from "@/app/queries";
import type { ObjectShape, Value } from "@/app/shapes";
import { toWire } from "@/app/values";
import { Button, Menu, Popover, Icon } from "@/ui";
import { useDeciding, type Box, type Sheet } from "../api";
import { useApprovalWords } from "../words";
import { CommentDialog } from "./dialogs/comment";
import { CopyDialog } from "./dialogs/copy";
import { ReturnDialog } from "./dialogs/return";
import { SignerDialog } from "./dialogs/signer";
import { TransferDialog } from "./dialogs/transfer";
import { useVerbs } from "../verbs";

export type Asking =
  "approve" | "reject" | "return" | "transfer" | "signer" | "copy" | "withdraw" | "resubmit" | null;

interface VerbsProps {
  sheet: Sheet;
  edits: Record<string, Value>;
  box: Box;
  next: string | null;
}

/** What is corrected, as it is sent. */
export function wired(shape: ObjectShape | undefined, edits: Record<string, Value>): Record<string, unknown> {
  const fields = new Map(shape?.fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(edits).flatMap(([name, value]) => {
      const field = fields.get(name);
      return field ? [[name, toWire(field, value)]] : [];
    }),
  );
}

/** What the reader may do with it now: the one ink button says yes, the rest stands beside it. */
export function Verbs({ sheet, edits, box, next }: VerbsProps) {
  const words = useApprovalWords();
  const [asking, setAsking] = useState<Asking>(null);
  const { may } = sheet;
  const mine = may.decide !== null;
  const rare = [
    ...(mine && may.transfer
      ? [{ key: "transfer", label: words.transfer, onPick: () => setAsking("transfer") }]
      : []),
    ...(mine && may.add_signer
      ? [{ key: "signer", label: words.addSigner, onPick: () => setAsking("signer") }]
      : []),
    ...(may.copy ? [{ key: "copy", label: words.copy, onPick: () => setAsking("copy") }] : []),
    ...(mine ? [{ key: "reject", label: words.reject, onPick: () => setAsking("reject") }] : []),
  ];
  if (!mine && !may.withdraw && !may.resubmit && rare.length === 0) return null;
  return (
    <div className="ap-verbs">
      {mine ? (
        <Button kind="ink" icon="check" onClick={() => setAsking("approve")}>
          {words.approve}
        </Button>
      ) : null}
      {may.return.length > 0 ? (
        <Button icon="undo" onClick={() => setAsking("return")}>
          {words.give}
        </Button>
      ) : null}
      {may.resubmit ? (
        <Button kind="ink" onClick={() => setAsking("resubmit")}>
          {words.resubmit}
        </Button>
      ) : null}
      {may.withdraw ? <Button onClick={() => setAsking("withdraw")}>{words.withdraw}</Button> : null}
      {rare.length > 0 ? (
        <Popover
          kind="menu"
          label={words.more}
          door={(door) => (
            <button type="button" className="btn" aria-label={words.more} {...door}>
              <Icon name="more" size="s" />
            </button>
          )}
        >
          {(close) => <Menu close={close} items={rare} />}
        </Popover>
      ) : null}
      <Dialogs
        sheet={sheet}
        edits={edits}
        box={box}
        next={next}
        asking={asking}
        onClose={() => setAsking(null)}
      />
    </div>
  );
}

interface DialogsProps extends VerbsProps {
  asking: Asking;
  onClose: () => void;
}

function Dialogs({ sheet, edits, box, next, asking, onClose }: DialogsProps) {
  const words = useApprovalWords();
  const navigate = useNavigate();
  const deciding = useDeciding();
  const shape = useObject(sheet.about.object).data;
  const trying = useVerbs(onClose);
  const task = sheet.may.decide ?? "";
  const given = wired(shape, edits);
  const corrected = Object.keys(given).length > 0 ? { edits: given } : {};
  const decided = (done: string) => ({
    done,
    then: () => {
      if (box === "todo") void navigate(next ? `/approvals/${next}?box=todo` : "/approvals?box=todo");
    },
  });
  switch (asking) {
    case "approve":
      return (
        <CommentDialog
          {...trying}
          title={words.confirmTitle(sheet.title)}
          go={words.confirm}
          onClose={onClose}
          onGo={(comment) =>
            trying.run(
              () => deciding.decide(task, { verdict: "approve", comment, ...corrected }),
              decided(words.done.approve),
            )
          }
        />
      );
    case "reject":
      return (
        <ReturnDialog
          {...trying}
          sheet={sheet}
          verdict="reject"
          onClose={onClose}
          onGo={(said) => trying.run(() => deciding.decide(task, said), decided(words.done.reject))}
        />
      );
    case "return":
      return (
        <ReturnDialog
          {...trying}
          sheet={sheet}
          verdict="return"
          onClose={onClose}
          onGo={(said) =>
            trying.run(() => deciding.decide(task, { ...said, ...corrected }), decided(words.done.return))
          }
        />
      );
    case "transfer":
      return (
        <TransferDialog
          {...trying}
          onClose={onClose}
          onGo={(person, comment) =>
            trying.run(() => deciding.transfer(task, person, comment), decided(words.done.transfer))
          }
        />
      );
    case "signer":
      return (
        <SignerDialog
          {...trying}
          onClose={onClose}
          onGo={(person, place) =>
            trying.run(() => deciding.addSigner(task, person, place), { done: words.done.signer })
          }
        />
      );
    case "copy":
      return (
        <CopyDialog
          {...trying}
          onClose={onClose}
          onGo={(people) => trying.run(() => deciding.copy(sheet.id, people), { done: words.done.copy })}
        />
      );
    case "withdraw":
      return (
        <CommentDialog
          {...trying}
          title={words.withdrawTitle}
          text={words.withdrawText}
          go={words.withdraw}
          silent
          onClose={onClose}
          onGo={() => trying.run(() => deciding.withdraw(sheet.id), { done: words.done.withdraw })}
        />
      );
    case "resubmit":
      return (
        <CommentDialog
          {...trying}
          title={words.resubmitTitle}
          text={words.resubmitText}
          go={words.resubmit}
          silent
          onClose={onClose}
          onGo={() =>
            trying.run(() => deciding.resubmit(sheet.id, corrected.edits), { done: words.done.resubmit })
          }
        />
      );
    default:
      return null;
  }
}
