import type { Words } from "./zh";

export const en: Words = {
  attach: "Attach a conversation",
  title: "Attach a conversation to this customer",
  text: "Paste it here: a chat, a note of a call, a mail",
  drop: "Or drop a mail (.eml), a text, a file",
  dropHint: "Mails and texts are read, other files are attached as they are",
  go: "Attach",
  done: "Attached",
};
