import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { date, number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { Button, Dialog, Empty, Failed, Loading, Section, Table, type Column } from "@/ui";
import { say } from "@/ui/notice";
import { useProcessDesigning, type Design, type Mined } from "./api";
import { useProcessWords } from "./words";

type Node = Mined["nodes"][number];

interface MinedDialogProps {
  design: Design;
  onClose: () => void;
}

/** How what was won went through a process, and the limits that follow, to be laid on its draft. */
export function MinedDialog({ design, onClose }: MinedDialogProps) {
  const words = useProcessWords();
  const { propose } = useProcessDesigning();
  const [left, setLeft] = useState<readonly string[]>([]);
  const { busy, cause, attempt } = useTrying();
  const { data: mined, error } = useQuery({
    queryKey: ["design", "mined", design.key],
    queryFn: async () => (await act<Mined>("mine_funnel", { process: design.key })).result,
    staleTime: 0,
  });
  const taken = (mined?.nodes ?? [])
    .filter((each) => each.proposed_days !== null && !left.includes(each.key))
    .map((each) => each.key);
  const lay = async () => {
    await attempt(async () => {
      await propose(design.key, taken, design.draft?.revision ?? 0);
      say(words.mined.laid(number(taken.length)));
      onClose();
    });
  };
  return (
    <Dialog title={words.mined.title} wide onClose={onClose}>
      {error ? <Failed cause={error} /> : null}
      {!mined && !error ? <Loading lines={6} /> : null}
      {mined ? (
        <div className="stack">
          <Lead mined={mined} />
          {mined.won > 0 ? (
            <Stays mined={mined} left={left} onLeave={setLeft} />
          ) : (
            <Empty title={words.mined.none}>{words.mined.noneText}</Empty>
          )}
          {mined.touches.length > 0 ? <Touches mined={mined} /> : null}
        </div>
      ) : null}
      {cause ? <Failed cause={cause} /> : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.close}</Button>
        <Button kind="ink" disabled={busy || taken.length === 0} onClick={() => void lay()}>
          {words.mined.lay}
        </Button>
      </p>
    </Dialog>
  );
}

/** How much was won in which time, and how long it took. */
function Lead({ mined }: { mined: Mined }) {
  const words = useProcessWords().mined;
  const parts = [
    words.counted(date(mined.from), date(mined.until), number(mined.won), number(mined.lost)),
    mined.cycle ? words.cycle(days(mined.cycle.mean_days), days(mined.cycle.median_days)) : "",
    mined.won > 0 && !mined.enough ? words.tooFew(number(mined.least)) : "",
  ];
  return <p className="mut">{parts.filter(Boolean).join("")}</p>;
}

const days = (said: string): string => number(said, { maximumFractionDigits: 1 });

interface StaysProps {
  mined: Mined;
  left: readonly string[];
  onLeave: (left: readonly string[]) => void;
}

/** Each node: how long what was won stood there, its limit now, and the one proposed. */
function Stays({ mined, left, onLeave }: StaysProps) {
  const words = useProcessWords();
  const label = useLabel();
  const hours = (said: string | null): string =>
    said === null
      ? "—"
      : Number(said) < 48
        ? words.mined.hours(days(said))
        : words.mined.days(days(String(Number(said) / 24)));
  const turn = (key: string) =>
    onLeave(left.includes(key) ? left.filter((each) => each !== key) : [...left, key]);
  const columns: Column<Node>[] = [
    { key: "node", head: words.mined.node, cell: (each) => label(each.label, each.key) },
    { key: "times", head: words.mined.times, figure: true, cell: (each) => number(each.times) },
    { key: "median", head: words.mined.median, figure: true, cell: (each) => hours(each.median_hours) },
    { key: "mean", head: words.mined.mean, figure: true, cell: (each) => hours(each.mean_hours) },
    {
      key: "long",
      head: words.mined.long(number(mined.long_percent)),
      figure: true,
      cell: (each) => hours(each.long_hours),
    },
    {
      key: "now",
      head: words.mined.now,
      figure: true,
      cell: (each) => (each.limit_days === null ? "—" : words.mined.days(number(each.limit_days))),
    },
    {
      key: "proposed",
      head: words.mined.proposed,
      cell: (each) =>
        each.proposed_days === null ? (
          "—"
        ) : (
          <label className="row">
            <input
              type="checkbox"
              className="tick"
              aria-label={words.mined.take(label(each.label, each.key))}
              checked={!left.includes(each.key)}
              onChange={() => turn(each.key)}
            />
            <b className="n">{words.mined.days(number(each.proposed_days))}</b>
          </label>
        ),
    },
  ];
  return <Table label={words.mined.title} columns={columns} rows={mined.nodes} keyOf={(each) => each.key} />;
}

/** What was done for a record that was won, beside one that was lost. */
function Touches({ mined }: { mined: Mined }) {
  const words = useProcessWords().mined;
  const label = useLabel();
  const columns: Column<Mined["touches"][number]>[] = [
    { key: "type", head: words.action, cell: (each) => label(each.label, each.type) },
    { key: "won", head: words.perWon, figure: true, cell: (each) => (each.won ? number(each.won) : "—") },
    { key: "lost", head: words.perLost, figure: true, cell: (each) => (each.lost ? number(each.lost) : "—") },
  ];
  return (
    <Section title={words.touches}>
      <Table label={words.touches} columns={columns} rows={mined.touches} keyOf={(each) => each.type} />
    </Section>
  );
}
