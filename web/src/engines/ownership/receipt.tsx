import { number, time } from "@/app/format";
import { Chip, Section, Table } from "@/ui";
import type { Receipt } from "./queries";
import { useCounted } from "./saying";
import { useOwnershipWords } from "./words";

interface Line {
  object: string;
  label: string;
  before: number;
  after: number;
  moved: number;
}

/** What a handover came to: everything counted before and after. */
export function ReceiptPart({ receipt }: { receipt: Receipt }) {
  const words = useOwnershipWords();
  const counted = useCounted();
  const all = { ...receipt.before, ...receipt.moved };
  const rows: Line[] = counted(all).map(({ object, label }) => ({
    object,
    label,
    before: object === "customer" ? receipt.customers : (receipt.before[object] ?? 0),
    after: object === "customer" ? receipt.customers : (receipt.after[object] ?? 0),
    moved: receipt.moved[object] ?? 0,
  }));
  return (
    <Section
      title={words.receipt}
      note={words.undoUntil(time(receipt.undo_until))}
      extra={
        <Chip tone={receipt.equal ? "jade" : "plum"}>{receipt.equal ? words.equal : words.unequal}</Chip>
      }
    >
      <Table<Line>
        label={words.receipt}
        rows={rows}
        keyOf={(row) => row.object}
        columns={[
          { key: "what", head: "", cell: (row) => row.label },
          { key: "before", head: words.before, figure: true, cell: (row) => number(row.before) },
          { key: "after", head: words.after, figure: true, cell: (row) => number(row.after) },
          { key: "moved", head: words.moved, figure: true, cell: (row) => number(row.moved) },
        ]}
      />
    </Section>
  );
}
