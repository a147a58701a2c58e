/**
 * Everything this face reads or writes goes through here. Reads come from the server for now; the pages
 * do not know, so a store on the phone can take its place. Writes carry a key made here.
 */
export { client } from "./client";
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
export { advance, change, create, keepSending, outbox, remove, useOutbox, useUnsent } from "./sending";
export {
  chooseLanguage,
  forgetWithHolder,
  Holder,
  holdFor,
  signIn,
  signOut,
  useEntries,
  useStanding,
  useWho,
  type Standing,
} from "./session";
export { upload, type Told } from "./upload";
