import { clock, number, shortDay } from "@/app/format";
import { isPicture, viewOf } from "@/app/files";
import { useLabel, useLanguage } from "@/app/language";
import type { ObjectShape, Process } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { ActorName } from "@/events/event-line";
import { ShowValue } from "@/fields";
import { Empty, EvidenceCard, EvidencePhoto, Trail, type IconName, type TrailEntry } from "@/ui";
import { sealOf, type Moment, type Shown } from "./trail-entries";

const ICONS: Record<string, IconName> = {
  site_photo: "cam",
  proposal_file: "doc",
  contract_file: "doc",
  bank_slip: "cash",
  signature: "sign",
  recording: "mic",
  position: "pin",
};

interface TrailListProps {
  moments: Moment[];
  process: Process;
  activity: ObjectShape | undefined;
  evidence: ObjectShape | undefined;
  onOpen: (shown: Shown) => void;
}

/** 证途 of one record. */
export function TrailList({ moments, process, activity, evidence, onOpen }: TrailListProps) {
  const words = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  if (moments.length === 0) return <Empty title={words.deal.trailEmpty}>{words.deal.trailEmptyText}</Empty>;
  const type = activity?.fields.find((field) => field.name === "type");
  const kind = evidence?.fields.find((field) => field.name === "kind");
  const entries = moments.map((moment): TrailEntry => {
    const base = {
      key: moment.key,
      at: moment.at,
      day: moment.at ? shortDay(moment.at) : "",
      clock: moment.at ? clock(moment.at) : "",
      state: sealOf(moment),
    };
    if (moment.move) {
      const node = process.nodes.find((each) => each.key === moment.move?.to);
      const facts = (
        <>
          <ActorName actor={moment.move.event.actor} />
          {moment.move.evidence > 0 ? ` ${words.deal.becauseOf(number(moment.move.evidence))}` : null}
        </>
      );
      return { ...base, title: words.deal.wentTo(label(node?.label, moment.move.to)), facts };
    }
    const row = moment.activity;
    const [first] = moment.evidence;
    const title = row ? choiceLabel(type, row.type, language) : choiceLabel(kind, first?.kind, language);
    return {
      ...base,
      title,
      facts: row ? <Facts moment={moment} shape={activity} /> : null,
      evidence: <Shelf shown={moment.evidence} kind={kind} onOpen={onOpen} />,
    };
  });
  return <Trail entries={entries} />;
}

function Facts({ moment, shape }: { moment: Moment; shape: ObjectShape | undefined }) {
  const words = useDeskWords();
  const row = moment.activity;
  if (!row || !shape) return null;
  const owner = shape.fields.find((field) => field.name === "owner");
  const said = [row.topic, row.objection]
    .filter((each) => typeof each === "string" && each !== "")
    .join("；");
  const next = typeof row.next_step === "string" && row.next_step !== "" ? row.next_step : null;
  return (
    <>
      {owner && row.owner ? <ShowValue field={owner} value={row.owner} dense /> : null}
      {owner && row.owner && said ? "·" : null}
      {said}
      {next ? (
        <span className="dim">
          {" "}
          {words.deal.nextStep} {next}
          {typeof row.next_on === "string" ? ` ${shortDay(row.next_on)}` : ""}
        </span>
      ) : null}
    </>
  );
}

const FEW = 3;

function Shelf({
  shown,
  kind,
  onOpen,
}: {
  shown: Shown[];
  kind: ObjectShape["fields"][number] | undefined;
  onOpen: (shown: Shown) => void;
}) {
  const words = useDeskWords();
  const language = useLanguage();
  const photos = shown.filter((each) => each.files[0] && isPicture(each.files[0].mime));
  const others = shown.filter((each) => !photos.includes(each));
  if (shown.length === 0) return null;
  const rest = photos.length - FEW;
  return (
    <>
      {photos.slice(0, rest === 1 ? FEW + 1 : FEW).map((each) => {
        const [file] = each.files;
        const name = choiceLabel(kind, each.kind, language);
        const caption = each.captured ? `${clock(each.captured)} ${name}` : name;
        return file ? (
          <EvidencePhoto
            key={each.id}
            src={viewOf(file.id, 240)}
            caption={caption}
            alt={caption}
            state={each.state}
            onOpen={() => onOpen(each)}
          />
        ) : null;
      })}
      {rest > 1 && photos[FEW] ? (
        <button type="button" className="ev-ph more" onClick={() => onOpen(photos[FEW] as Shown)}>
          +{words.deal.filesOf(number(rest))}
        </button>
      ) : null}
      {others.map((each) => (
        <EvidenceCard key={each.id} icon={ICONS[each.kind] ?? "doc"} onOpen={() => onOpen(each)}>
          {each.files[0]?.name ?? choiceLabel(kind, each.kind, language)}
        </EvidenceCard>
      ))}
    </>
  );
}
