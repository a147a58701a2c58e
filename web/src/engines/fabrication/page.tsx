import { Link, useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { useObject } from "@/app/queries";
import { choiceLabel } from "@/app/values";
import { AwaitedPage } from "@/desk/awaited-page";
import { Page } from "@/desk/page";
import { RecordHistory } from "@/events/record-history";
import { Chip, Section } from "@/ui";
import { Members } from "./members";
import { useProof, type Proof } from "./queries";
import { SideCard } from "./sides";
import { Verdict } from "./verdict";
import { useFabricationWords } from "./words";
import "./fabrication.css";

const TONES = { open: "amber", upheld: "plum", dismissed: "line" } as const;

/** A suspicion: both sides beside each other, why it is one, and a person's word on it. */
export function SuspicionPage() {
  const { id = "" } = useParams();
  const words = useFabricationWords();
  const gone = { title: words.gone, text: words.goneText, back: words.back, to: "/o/suspicion" };
  return (
    <AwaitedPage query={useProof(id)} title={words.proof} gone={gone}>
      {(proof) => <Whole proof={proof} />}
    </AwaitedPage>
  );
}

function Whole({ proof }: { proof: Proof }) {
  const words = useFabricationWords();
  const label = useLabel();
  const shape = useObject("suspicion").data;
  const same = proof.passages.length > 0;
  return (
    <Page title={label(proof.title)}>
      <Head proof={proof} />
      <div className="fab">
        <div className="stack">
          <Section
            title={words.why}
            note={proof.metres === null ? undefined : words.apart(far(proof, words))}
          >
            <p className="fab-why">{label(proof.why)}</p>
            {proof.edit ? <p className="sm mut">{words.edits(edits(proof.edit, words.edit))}</p> : null}
          </Section>
          <Section title={words.proof} note={same ? words.same : undefined}>
            <div className="fab-two">
              <SideCard side={proof.here} title={words.here} at={0} passages={proof.passages} />
              <SideCard side={proof.there} title={words.there} at={1} passages={proof.passages} />
            </div>
          </Section>
          <Members members={proof.members} />
        </div>
        <div className="stack">
          <Verdict proof={proof} />
          {shape ? (
            <Section title={words.history} thin>
              <RecordHistory shape={shape} id={proof.suspicion.id} />
            </Section>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function Head({ proof }: { proof: Proof }) {
  const words = useFabricationWords();
  const language = useLanguage();
  const label = useLabel();
  const { suspicion } = proof;
  const states = useObject("suspicion").data?.fields.find((each) => each.name === "state");
  return (
    <div className="rec-h">
      <div>
        <p className="sm mut row">
          <Chip tone={TONES[suspicion.state]}>{choiceLabel(states, suspicion.state, language)}</Chip>
          <span className="n">{words.score(number(suspicion.score ?? "0"))}</span>
          <span className="n">{words.times(suspicion.times ?? 1)}</span>
          {suspicion.person ? <span>{suspicion.person.label}</span> : null}
        </p>
        <h1>{label(proof.title)}</h1>
      </div>
      {proof.work_item ? (
        <Link className="reach" to={`/o/work_item/${proof.work_item}`}>
          {words.item}
        </Link>
      ) : null}
    </div>
  );
}

type Words = ReturnType<typeof useFabricationWords>;

function far({ metres }: Proof, words: Words): string {
  const said = metres ?? 0;
  return said < 10_000 ? words.metres(number(said)) : words.kilometres(number(Math.round(said / 1000)));
}

const edits = (said: string, names: Words["edit"]): string =>
  said
    .split(", ")
    .map((each) => names[each as keyof typeof names] ?? each)
    .join(" · ");
