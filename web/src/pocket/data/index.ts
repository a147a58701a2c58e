/**
 * Everything this face reads or writes goes through here. Reads show what the phone kept and ask the server
 * anew; writes carry a key made here, and what is logged is on the phone's disk before the screen says so.
 */
export { client } from "./client";
export { companyAt, companyNow } from "./clock";
export { readDrafts, storeDraft } from "./drafts";
export {
  blankOperation,
  bytesOf,
  heldBy,
  inputOf,
  isLog,
  isUnsent,
  LOG,
  loggedOf,
  type Attachment,
  type LogInput,
  type Logged,
  type Operation,
} from "./operation";
export * from "./reads";
export {
  advance,
  change,
  confirm,
  create,
  deed,
  isHeaped,
  keepSending,
  outbox,
  remove,
  sayAnew,
  useOutbox,
  useUnsent,
  whenKept,
  type Outcome,
} from "./sending";
export {
  chooseLanguage,
  emptyLeft,
  forgetWithHolder,
  Holder,
  holdFor,
  keepMeeting,
  lockedOut,
  signIn,
  signOut,
  useEntries,
  useStanding,
  useWho,
  wakeUp,
  type Standing,
} from "./session";
export { fileHere, heldAmong, holdFile, letGo } from "./held";
export { madeReady, upload, type Told } from "./upload";
export {
  asked,
  changePin,
  countUnread,
  declinePin,
  hasPin,
  keepLocking,
  mayHavePin,
  setPin,
  tryPin,
  useVault,
  type VaultState,
  whenOpened,
} from "./vault";
export { isGoodPin } from "./lock";
