import { Link } from "react-router";
import { isPicture, originalOf, viewOf } from "@/app/files";
import { useLabel, useLanguage } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { ShowValue } from "@/fields";
import { Icon, Panel, Seal } from "@/ui";
import { Overrule } from "./overrule";
import type { Shown } from "./trail-entries";

const FACTS = [
  "captured_at",
  "received_at",
  "place",
  "slot",
  "reading",
  "doubts",
  "read_text",
  "about",
  "via",
];

/** One piece of evidence: the picture, its readings, its original. */
export function EvidencePanel({
  shown,
  shape,
  onClose,
}: {
  shown: Shown;
  shape: ObjectShape | undefined;
  onClose: () => void;
}) {
  const words = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const field = (name: string) => shape?.fields.find((each) => each.name === name);
  const kind = choiceLabel(field("kind"), shown.kind, language);
  return (
    <Panel title={kind} onClose={onClose}>
      <p className="row">
        <Seal state={shown.state} size="m" />
        <b>{choiceLabel(field("state"), shown.state, language)}</b>
      </p>
      {shown.files.map((file) => (
        <figure key={file.id} className="ev-fig">
          {isPicture(file.mime) ? <img src={viewOf(file.id, 960)} alt={`${kind} ${file.name}`} /> : null}
          <figcaption className="row between">
            <span className="clip">{file.name}</span>
            <a className="nowrap" href={originalOf(file.id)} target="_blank" rel="noreferrer">
              <Icon name="eye" size="s" /> {words.deal.original}
            </a>
          </figcaption>
        </figure>
      ))}
      <dl className="facts">
        {FACTS.flatMap((name) => {
          const each = field(name);
          const value = shown.row[name];
          if (!each || value === null || value === undefined || value === "") return [];
          return [
            <div key={name}>
              <dt>{label(each.label, name)}</dt>
              <dd>
                <ShowValue field={each} value={value} />
              </dd>
            </div>,
          ];
        })}
      </dl>
      <Overrule shown={shown} onDone={onClose} />
      <p className="panel-note">
        <Link to={`/o/evidence/${shown.id}`}>{words.record.history}</Link>
      </p>
    </Panel>
  );
}
