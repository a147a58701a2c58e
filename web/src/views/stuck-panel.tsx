import { useNavigate } from "react-router";
import { useProcesses } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { BoardPanel } from "@/processes/board-panel";
import type { Moving } from "./choice-board";

/** A card the process did not let through, with what would help. */
export function StuckPanel({ shape, moving }: { shape: ObjectShape; moving: Moving }) {
  const navigate = useNavigate();
  const { stuck } = moving;
  const own = useProcesses().data?.filter((each) => each.object === shape.name) ?? [];
  const process = own.find((each) => each.key === stuck?.row.process) ?? own[0];
  if (!stuck || !process) return null;
  return (
    <BoardPanel
      key={`${stuck.row.id}${stuck.to}`}
      shape={shape}
      process={process}
      stuck={stuck}
      busy={moving.pending !== null}
      readOnly={false}
      onMove={(to, values) => void moving.move(stuck.row, to, values)}
      onMend={(kind) => void navigate(`/o/${shape.name}/${stuck.row.id}${kind ? `?log=${kind}` : ""}`)}
      onClose={moving.settle}
    />
  );
}
