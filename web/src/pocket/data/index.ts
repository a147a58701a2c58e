/**
 * Everything this face reads or writes goes through here. Reads show what the phone kept and ask the server
 * anew; writes carry a key made here, and what is logged is on the phone's disk before the screen says so.
 */
export { lookAhead } from "./ahead";
export { client } from "./client";
export { readDrafts, storeDraft } from "./drafts";
export {
  bytesOf,
  isUnsent,
  type Attachment,
  type LogInput,
  type Logged,
  type Operation,
  type OperationState,
} from "./operation";
export * from "./reads";
export {
  advance,
  change,
  confirm,
  create,
  keepSending,
  outbox,
  remove,
  useOutbox,
  useUnsent,
} from "./sending";
export {
  chooseLanguage,
  companyNow,
  forgetWithHolder,
  Holder,
  holdFor,
  signIn,
  signOut,
  useEntries,
  useStanding,
  useWho,
  wakeUp,
  type Standing,
} from "./session";
export { upload, type Told } from "./upload";
