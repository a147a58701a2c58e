import { usePocketWords } from "../words";
import { Choose } from "./choose";

/** Mine, or everything in my scope: a manager has few of his own and many to look after. */
export function Whose({ mine, onPick }: { mine: boolean; onPick: (mine: boolean) => void }) {
  const { whose } = usePocketWords();
  return (
    <Choose
      shape="joined"
      label={whose.label}
      options={[
        { key: "mine", label: whose.mine },
        { key: "all", label: whose.all },
      ]}
      value={mine ? "mine" : "all"}
      onPick={(key) => onPick(key === "mine")}
    />
  );
}
