/** His own records on the phone: followed from the server, and asked where the server cannot be. */
import { showAtOnce } from "./at-once";

export { answerHere } from "./local";
export { keepApprovals } from "./approvals";
export { contact } from "./rows";

showAtOnce();
