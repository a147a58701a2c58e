import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useGateWords, sortAsked } from "@/app/gate";
import { useLabel, useLanguage, useWords } from "@/app/language";
import { refresh, useMe } from "@/app/queries";
import type { Asked, Process } from "@/app/shapes";
import { act } from "@/app/writes";
import { useDeskWords } from "@/desk/words";
import { Button, RefusalCard, Why, type RefusalItem } from "@/ui";
import { say } from "@/ui/notice";

interface GateCardProps {
  process: Process;
  to: string;
  requirements: Asked[];
  /** Brings what is missing; absent while looking through other eyes. */
  onMend?: ((asked: Asked) => void) | undefined;
  onAdvance?: (() => void) | undefined;
  onWhy: () => void;
  whyOpen?: boolean;
  footer?: ReactNode;
  busy?: boolean;
  live?: boolean;
}

/** The gate before the next station, as a to-do list with its buttons. */
export function GateCard(props: GateCardProps) {
  const {
    process,
    to,
    requirements,
    onMend,
    onAdvance,
    onWhy,
    whyOpen = false,
    footer,
    busy = false,
    live = false,
  } = props;
  const words = useWords();
  const desk = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const gate = useGateWords();
  const mayAsk = useMe().data?.permissions.includes("workitems:open") ?? false;
  const mend = (asked: Asked, index: number): ReactNode => {
    if (asked.can_confirm) return <Word asked={asked} action="confirm_requirement" first={index === 0} />;
    if (asked.state === "proven") return <Word asked={asked} action="withdraw_confirmation" first={false} />;
    if (asked.type === "confirmation" && mayAsk) return <Ask asked={asked} title={gate.title(asked)} />;
    if (asked.state !== "missing" || asked.type === "confirmation") return undefined;
    return (
      <Button small kind={index === 0 ? "ink" : "plain"} onClick={() => onMend?.(asked)}>
        {asked.type === "evidence" ? words.gate.add : words.gate.fill}
      </Button>
    );
  };
  const [folded, setFolded] = useState(true);
  const node = process.nodes.find((each) => each.key === to);
  const stage = label(node?.label, to);
  const { owed, passed: proven } = sortAsked(requirements);
  const me = useMe().data?.id;
  const mine = proven.filter((asked) => asked.confirmed_by?.some((person) => person.id === me));
  const passed = proven.filter((asked) => !mine.includes(asked));
  const items: RefusalItem[] = [...owed, ...mine].map((asked, index) => ({
    key: asked.key,
    state: asked.state,
    title: gate.title(asked),
    detail:
      asked.state === "waiting" && asked.type === "evidence"
        ? [words.gate.waiting, gate.detail(asked)].filter(Boolean).join(words.gate.and)
        : gate.detail(asked),
    action: onMend ? mend(asked, index) : undefined,
  }));
  const names = passed.map((asked) => gate.title(asked)).join(language === "zh" ? "、" : ", ");
  const ready = owed.length === 0;
  const auto = node?.advance !== "ask";
  const hint = ready ? words.gate.ready : auto ? words.gate.auto(owed.length) : words.gate.ask(owed.length);
  return (
    <RefusalCard
      live={live}
      title={ready ? words.gate.open(stage) : words.gate.title(stage)}
      hint={hint}
      items={items}
      passed={
        passed.length === 0 ? undefined : folded && names.length > 60 ? (
          <button type="button" className="linkish" onClick={() => setFolded(false)}>
            {words.gate.passed(`${names.slice(0, 60)}…`)}
          </button>
        ) : (
          words.gate.passed(names)
        )
      }
      footer={footer}
      links={
        <>
          {ready && onAdvance ? (
            <Button small kind="ink" disabled={busy} onClick={onAdvance}>
              {desk.deal.advance(stage)}
            </Button>
          ) : null}
          <Why onOpen={onWhy} open={whyOpen} />
        </>
      }
    />
  );
}

/** Asks whoever holds the role for his word: a request with a limit, once however often it is pressed. */
function Ask({ asked, title }: { asked: Asked; title: string }) {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const said = asked.remedy?.input ?? {};
  const go = async () => {
    setBusy(true);
    try {
      await act(
        "open_work_item",
        {
          kind: "request",
          title,
          who: [{ by: "role", role: asked.role ?? "", within: "team" }],
          object: String(said.object ?? ""),
          due: { hours: 24, in: "working" },
        },
        String(said.record ?? ""),
      );
      say(words.gate.asked);
    } catch (refused) {
      say(refused instanceof Error ? refused.message : String(refused));
      setBusy(false);
    }
  };
  return (
    <Button small disabled={busy} onClick={() => void go()}>
      {words.gate.askWord}
    </Button>
  );
}

interface WordProps {
  asked: Asked;
  action: "confirm_requirement" | "withdraw_confirmation";
  first: boolean;
}

/** A second person's word: given, or taken back while its node is still ahead. */
function Word({ asked, action, first }: WordProps) {
  const words = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const said = asked.remedy?.input ?? {};
  const [object, record] = [String(said.object ?? ""), String(said.record ?? "")];
  const go = async () => {
    setBusy(true);
    try {
      await act(action, { object, requirement: asked.key }, record);
    } catch (refused) {
      say(refused instanceof Error ? refused.message : String(refused));
    }
    refresh(client, [{ object, record, version: null }]);
    setBusy(false);
  };
  return (
    <Button small kind={first ? "ink" : "plain"} disabled={busy} onClick={() => void go()}>
      {action === "confirm_requirement" ? words.gate.confirm : words.gate.withdraw}
    </Button>
  );
}
