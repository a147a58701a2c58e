import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useLabel } from "@/app/language";
import { idOf, isPlace, isReference } from "@/app/values";
import { Button } from "@/ui/button";
import { outbox, useChoices, useGate, useObject, useRecord, useWho } from "../data";
import { placeAt, usePosition } from "../device/position";
import { Choose } from "../parts/choose";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import {
  keepDraft,
  kindsFor,
  missingParts,
  toOperation,
  TYPE_FOR,
  useDraft,
  useDraftsReady,
  BLANK,
  draftOf,
  isUntouched,
  proofOf,
  type Draft,
} from "./draft";
import { Said } from "./said";
import { Shots } from "./shots";
import { Tally } from "./tally";
import { beginLog, endLog, tookFor } from "./took";
import { useSpeech } from "./use-speech";
import { Voice } from "./voice";
import { Who } from "./who";
import { useSpeechWords } from "./words";
import "./log.css";

const ScriptOffers = lazy(async () => ({
  default: (await import("@/engines/learning/script-offers")).ScriptOffers,
}));
const Offers = lazy(async () => ({ default: (await import("@/engines/content/offers")).Offers }));

export type Write = (part: Partial<Draft>) => void;

export function Log() {
  const words = usePocketWords();
  const label = useLabel();
  const navigate = useNavigate();
  const [asked] = useSearchParams();
  const subject = asked.toString();
  const draft = useDraft(subject);
  const write: Write = (part) => keepDraft(subject, { ...draftOf(subject), ...part });
  const types = useChoices("activity", "type");
  const { view_as } = useWho();
  const fix = usePosition();

  const gate = useGate("deal", draft.deal?.id ?? "", draft.deal !== null);
  const customer = useRecord("customer", draft.customer?.id ?? "");
  const deal = useRecord("deal", draft.deal?.id ?? "");
  const place = customer.data?.["place"];
  const site = isPlace(place) ? place : null;
  const missing = missingParts(draft);
  const [saving, setSaving] = useState(false);
  const speech = useSpeech(subject, write);
  const speaking = speech.taking.kind === "running";
  const said = useSpeechWords();
  const [fresh] = useState(() => isUntouched(draft));
  useEffect(() => beginLog(subject, isUntouched(draftOf(subject))), [subject]);
  usePreset(asked, draft, write, saving);
  const save = async () => {
    if (saving) return;
    setSaving(true);
    const operation = toOperation(draft, placeAt(fix, Date.now()), tookFor(subject));
    await outbox.add(operation);
    endLog(subject);
    keepDraft(subject, null);
    void navigate(`/sent/${operation.key}`, { replace: true });
  };
  const started = draft !== BLANK && (draft.topic || draft.shots.length > 0 || draft.next_step);
  const dock: ReactNode = (
    <>
      <Tally draft={draft} site={site} />
      {speaking ? (
        <Button kind="ink" wide icon="check" onClick={speech.stop}>
          {said.stopAndFill}
        </Button>
      ) : (
        <Button
          kind="ink"
          wide
          disabled={missing.length > 0 || saving || view_as !== null}
          onClick={() => void save()}
        >
          <Verdict draft={draft} />
        </Button>
      )}
    </>
  );
  return (
    <Page title={words.tabs.log} up="/" dock={dock}>
      <Sheet>
        <Choose
          label={words.log.type}
          options={types.map((type) => ({ key: type.key, label: label(type.label, type.key) }))}
          value={draft.type}
          onPick={(type) => write({ type })}
        />
      </Sheet>
      <Voice subject={subject} draft={draft} write={write} speech={speech} fresh={fresh} />
      <Who draft={draft} write={write} site={site} gate={gate.data} />
      <Shots
        draft={draft}
        write={write}
        site={site}
        gate={gate.data}
        kinds={kindsFor(draft, asked.get("for"))}
      />
      <Said draft={draft} write={write} />
      <Suspense fallback={null}>
        <ScriptOffers
          text={draft.objection}
          chosen={draft.script ?? null}
          onChoose={(script) => write({ script })}
        />
        <Offers
          text={[draft.topic, draft.objection, draft.next_step].join("\n")}
          customer={customer.data}
          deal={deal.data}
          to={{
            ...(draft.customer ? { customer: draft.customer.id } : {}),
            ...(draft.deal ? { deal: draft.deal.id } : {}),
          }}
        />
      </Suspense>
      {started ? (
        <p className="more">
          <Button kind="quiet" onClick={() => keepDraft(subject, null)}>
            {words.log.clear}
          </Button>
        </p>
      ) : null}
    </Page>
  );
}

/** The button says what will be handed in, or what is missing before it can be. */
function Verdict({ draft }: { draft: Draft }) {
  const words = usePocketWords();
  const label = useLabel();
  const fields = useObject("activity").data?.fields ?? [];
  const missing = missingParts(draft).map((part) => {
    const field = fields.find((each) => each.name === part);
    return field ? label(field.label, part) : words.log.parts[part];
  });
  const proofs = proofOf(draft).length;
  if (missing.length > 0) return <span className="clip">{words.log.lacks(missing)}</span>;
  return <>{proofs > 0 ? words.log.saveWith(proofs) : words.log.save}</>;
}

/** Whoever comes from a deal, a customer or a gate finds the form already knowing so. */
function usePreset(asked: URLSearchParams, draft: Draft, write: Write, done: boolean): void {
  const dealId = asked.get("deal") ?? "";
  const customerId = asked.get("customer") ?? "";
  const wanted = asked.get("for");
  const deal = useRecord("deal", dealId).data;
  const customer = useRecord("customer", customerId).data;
  const due = useDraftsReady() && !draft.preset && !done;
  useEffect(() => {
    if (!due) return;
    if (dealId !== "" && !deal) return;
    if (customerId !== "" && !customer) return;
    if (!deal && !customer && !wanted) return;
    // A photo may have been quicker than the record: what was said meanwhile stays.
    const type =
      asked.get("type") ?? (wanted && draft.type === BLANK.type ? TYPE_FOR[wanted] : undefined) ?? draft.type;
    const buyer = deal?.["customer"];
    if (deal) {
      const named = { id: deal.id, label: String(deal["name"]) };
      const from = isReference(buyer) && idOf(buyer) ? buyer : null;
      write({ preset: true, type, deal: named, customer: from });
    } else if (customer) {
      const named = { id: customer.id, label: String(customer["name"]) };
      write({ preset: true, type, customer: named });
    } else {
      write({ preset: true, type });
    }
  });
}
