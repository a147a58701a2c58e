import { useLabel } from "@/app/language";
import { useProcesses } from "@/app/queries";
import type { ObjectShape, Process } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";

/** The processes a new record of an object may go through; none to choose where there is one. */
export function useOffered(shape: ObjectShape): Process[] {
  const { data: processes = [] } = useProcesses();
  return processes.filter((each) => each.object === shape.name && !each.retired);
}

interface PickProcessProps {
  shape: ObjectShape;
  value: string | null;
  onChange: (key: string | null) => void;
}

/** Which way a new record goes; the first one unless another is chosen. */
export function PickProcess({ shape, value, onChange }: PickProcessProps) {
  const words = useDeskWords();
  const label = useLabel();
  const offered = useOffered(shape);
  const [first] = offered;
  if (offered.length < 2 || !first) return null;
  return (
    <div className="form-1 create-p">
      <Labelled id="process" label={words.board.process}>
        <PickOne
          id="process"
          label={words.board.process}
          value={value ?? first.key}
          options={offered.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
          onChange={onChange}
        />
      </Labelled>
    </div>
  );
}
