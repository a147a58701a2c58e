import { Fragment } from "react";
import { Link } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { isPicture, originalOf, viewOf } from "@/app/files";
import { useLabel, useLanguage } from "@/app/language";
import { useMe } from "@/app/queries";
import type { ObjectShape, Process, RecordRow } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { ActorName } from "@/events/event-line";
import { ShowValue } from "@/fields";
import { isLocked } from "@/rules/company-time";
import { Empty, EvidenceCard, EvidencePhoto, Icon, Trail, type IconName, type TrailEntry } from "@/ui";
import { sealOf, type Moment, type Shown } from "./trail-entries";
import { usePlaybookWords } from "./words";

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
  const { trail: told } = usePlaybookWords();
  const label = useLabel();
  const language = useLanguage();
  if (moments.length === 0) return <Empty title={words.deal.trailEmpty}>{words.deal.trailEmptyText}</Empty>;
  const type = activity?.fields.find((field) => field.name === "type");
  const kind = evidence?.fields.find((field) => field.name === "kind");
  const stage = (key: string) => label(process.nodes.find((each) => each.key === key)?.label, key);
  const attemptWords = ({ event, code, to, lacked, times }: NonNullable<Moment["attempt"]>) => ({
    title: to ? told.refusedTry(stage(to)) : told.refusedAny,
    facts: (
      <>
        <ActorName actor={event.actor} /> ·{" "}
        {(told.refusals as Record<string, string | undefined>)[code] ?? code}
        {lacked.length > 0 ? ` · ${told.lacked(lacked.map((each) => label(each)).join("、"))}` : null}
        {times > 1 ? ` · ${told.times(number(times))}` : null}
      </>
    ),
  });
  const wordWords = ({ event, requirement, given }: NonNullable<Moment["word"]>) => {
    const asked = process.nodes.flatMap((node) => node.requires).find((each) => each.key === requirement);
    const what = label(asked?.label, requirement);
    return {
      title: given ? told.confirmed(what) : told.withdrawn(what),
      facts: <ActorName actor={event.actor} />,
    };
  };
  const handedWords = ({ row, opened }: NonNullable<Moment["handed"]>) => ({
    title: opened ? told.opened(number(Number(row.opened ?? 0))) : told.sent,
    facts: <Link to={`/o/content_sent/${row.id}`}>{String(row.title ?? "")}</Link>,
  });
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
    if (moment.attempt) return { ...base, ...attemptWords(moment.attempt) };
    if (moment.word) return { ...base, ...wordWords(moment.word) };
    if (moment.handed) return { ...base, ...handedWords(moment.handed) };
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
      <Marks row={row} />
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

/** 补记: told late. Locked: a correction is a new entry. */
function Marks({ row }: { row: RecordRow }) {
  const { trail: told } = usePlaybookWords();
  const me = useMe().data;
  const received = row.received_at ?? row.created_at;
  const locked =
    me !== undefined &&
    typeof received === "string" &&
    typeof row.occurred_at === "string" &&
    isLocked(
      { received_at: received, occurred_at: row.occurred_at, imported: row.origin === "imported" },
      me.zone,
      new Date(me.now),
    );
  return (
    <>
      {row.late === true ? (
        <span className="tag-late" title={told.lateText}>
          {told.late}
        </span>
      ) : null}
      {locked ? (
        <span className="tag-lock" title={told.lockedText}>
          <Icon name="lock" size="s" label={told.locked} />
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
  const spoken = shown.filter((each) => each.kind === "recording" && each.files[0]);
  const others = shown.filter((each) => !photos.includes(each) && !spoken.includes(each));
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
      {spoken.map((each) =>
        each.files[0] ? (
          <Fragment key={each.id}>
            <audio
              controls
              preload="none"
              src={originalOf(each.files[0].id)}
              aria-label={choiceLabel(kind, each.kind, language)}
            />
            {typeof each.row["transcript"] === "string" ? (
              <q className="sm mut">{each.row["transcript"]}</q>
            ) : null}
          </Fragment>
        ) : null,
      )}
      {others.map((each) => (
        <EvidenceCard key={each.id} icon={ICONS[each.kind] ?? "doc"} onOpen={() => onOpen(each)}>
          {each.files[0]?.name ?? choiceLabel(kind, each.kind, language)}
        </EvidenceCard>
      ))}
    </>
  );
}
