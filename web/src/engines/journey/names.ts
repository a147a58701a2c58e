import { clock, shortDay } from "@/app/format";
import { useLabel, useWords } from "@/app/language";
import { useObjects, useProcesses } from "@/app/queries";
import type { Label } from "@/app/language";
import type { Mark } from "./shapes";
import { useJourneyWords } from "./words";

/** The field by which records of an object say their type. */
const TYPED: Record<string, string> = {
  activity: "type",
  communication: "channel",
  complaint: "category",
  satisfaction: "state",
  quotation: "status",
  contract: "status",
  order: "status",
};

/** What everything on a journey is called. */
export function useNames() {
  const words = useJourneyWords();
  const shared = useWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const { data: processes = [] } = useProcesses();
  const shape = (name: string) => objects.find((each) => each.name === name);
  const own: Record<string, string> = words.lane;
  const lane = (key: string): string => own[key] ?? label(shape(key)?.label, key);
  const type = (object: string, key: string): string => {
    const field = shape(object)?.fields.find((each) => each.name === (TYPED[object] ?? "kind"));
    const choices: { key: string; label: Label }[] = field?.options?.choices ?? [];
    return label(choices.find((each) => each.key === key)?.label, key);
  };
  const node = (process: string | null, key: string | null) =>
    processes.find((each) => each.key === process)?.nodes.find((each) => each.key === key);
  const stage = (process: string | null, key: string | null): string =>
    key === null ? "" : label(node(process, key)?.label, key);
  const what = (mark: Mark): string => {
    const title = mark.title ?? "";
    if (mark.called === "opened") return words.called.opened(title);
    if (mark.called === "signed") return words.called.signed(title);
    if (mark.called === "closed") return words.called.closed(stage(mark.process, mark.type), title);
    if (mark.called === "graded" || mark.type === null) return title || lane(mark.lane);
    const kind = type(mark.object, mark.type);
    return mark.object === "evidence" ? kind : [kind, title].filter(Boolean).join(" ");
  };
  const when = (at: string): string => {
    const hour = clock(at);
    return hour === "00:00" ? shortDay(at) : `${shortDay(at)} ${hour}`;
  };
  const says = (mark: Mark): string =>
    [
      when(mark.at),
      what(mark),
      mark.by,
      mark.state ? shared.seal[mark.state] : "",
      stage(mark.process, mark.stage),
    ]
      .filter(Boolean)
      .join(" · ");
  return { lane, type, stage, node, what, when, says, processes };
}

export type Names = ReturnType<typeof useNames>;
