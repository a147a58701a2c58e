import { useState, type ReactNode } from "react";
import { useGateWords, sortAsked } from "@/app/gate";
import { useLabel, useLanguage, useWords } from "@/app/language";
import type { Asked, Process } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Button, RefusalCard, Why, type RefusalItem } from "@/ui";

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
  const [folded, setFolded] = useState(true);
  const node = process.nodes.find((each) => each.key === to);
  const stage = label(node?.label, to);
  const { owed, passed } = sortAsked(requirements);
  const items: RefusalItem[] = owed.map((asked, index) => ({
    key: asked.key,
    state: asked.state,
    title: gate.title(asked),
    detail:
      asked.state === "waiting"
        ? [words.gate.waiting, gate.detail(asked)].filter(Boolean).join(words.gate.and)
        : gate.detail(asked),
    action:
      onMend && asked.state === "missing" ? (
        <Button small kind={index === 0 ? "ink" : "plain"} onClick={() => onMend(asked)}>
          {asked.type === "field" ? words.gate.fill : words.gate.add}
        </Button>
      ) : undefined,
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
