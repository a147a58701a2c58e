import { useLabel } from "@/app/language";
import { PickOne } from "@/ui/antd";
import { stageAt, type Told } from "./stage-at";
import type { Moment } from "./trail-entries";
import type { Moving } from "./use-moving";
import { usePlaybookWords } from "./words";

/** What of the trail is looked for; null looks for all. */
export interface Sought {
  type: string | null;
  stage: string | null;
}

export const ANYTHING: Sought = { type: null, stage: null };

const typesOf = (moment: Moment): string[] => [
  ...(moment.activity ? [String(moment.activity.type)] : []),
  ...moment.evidence.map((each) => each.kind),
];

/** A moment belongs to the station its record stood at, a move to the one it led to. */
const stationOf = (moment: Moment, told: Told): string | null =>
  moment.move?.to ?? stageAt(told, Date.parse(moment.at));

export const fits = (moment: Moment, told: Told, { type, stage }: Sought): boolean =>
  (type === null || typesOf(moment).includes(type)) && (stage === null || stationOf(moment, told) === stage);

interface SieveProps {
  moments: Moment[];
  told: Told;
  sought: Sought;
  onSeek: (next: Sought) => void;
  moving: Moving;
}

const FEW = 4;

/** 按类型、按阶段: only where there is enough to look through. */
export function TrailSieve({ moments, told, sought, onSeek, moving }: SieveProps) {
  const words = usePlaybookWords();
  const label = useLabel();
  if (moments.length <= FEW) return null;
  const choices = [
    ...(moving.activity?.fields.find((field) => field.name === "type")?.options?.choices ?? []),
    ...(moving.evidence?.fields.find((field) => field.name === "kind")?.options?.choices ?? []),
  ];
  const named = (key: string) => label(choices.find((each) => each.key === key)?.label, key);
  const types = [...new Set(moments.flatMap(typesOf))];
  const here = new Set(moments.map((moment) => stationOf(moment, told)));
  const stages = told.process?.nodes.filter((node) => here.has(node.key)) ?? [];
  return (
    <div className="trail-sieve">
      <PickOne
        label={words.journey.type}
        placeholder={words.trail.allTypes}
        value={sought.type}
        options={types.map((key) => ({ value: key, label: named(key) }))}
        width={130}
        clearable
        onChange={(type) => onSeek({ ...sought, type })}
      />
      <PickOne
        label={words.journey.stage}
        placeholder={words.trail.allStages}
        value={sought.stage}
        options={stages.map((node) => ({ value: node.key, label: label(node.label, node.key) }))}
        width={130}
        clearable
        onChange={(stage) => onSeek({ ...sought, stage })}
      />
    </div>
  );
}
