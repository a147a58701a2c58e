import type { ApprovalState, TaskState } from "../api";
import { useApprovalWords } from "../words";
import "./state.css";

/** How an approval stands: a word with a shape, so that colour is never the only sign. */
export function StateWord({ state }: { state: ApprovalState }) {
  const { states } = useApprovalWords();
  return <span className={`ap-st ${state}`}>{states[state]}</span>;
}

export function TaskWord({ state }: { state: TaskState }) {
  const { taskStates } = useApprovalWords();
  return <span className={`ap-st ${state}`}>{taskStates[state]}</span>;
}
