import type { WordsLike } from "@/app/words/zh";
import type { zh } from "./zh";

export const en: WordsLike<typeof zh> = {
  pin: "PIN",
  enter: "Enter your PIN",
  enterText: (digits) => `${digits} digits; works without a network`,
  open: "Unlock",
  opening: "Unlocking…",
  wrong: (left) =>
    `That is not the PIN. ${left} ${left === 1 ? "try" : "tries"} left; after that everything on this phone is erased.`,
  over: "Too many wrong PINs: everything on this phone has been erased. Sign in again.",
  forgotten: "Forgot the PIN",
  forgottenNone:
    "Without the PIN nothing on this phone can be opened. Signing in again erases it and fetches it from the server anew.",
  forgottenUnsent: (n) =>
    `${n} unsent ${n === 1 ? "item lies" : "items lie"} on this phone. Without the PIN ${n === 1 ? "it" : "they"} can neither be opened nor sent; signing in again erases ${n === 1 ? "it" : "them"} for good.`,
  anew: "Erase and sign in again",
  needsNet: "Signing in again needs a network",
  back: "Try the PIN again",
  choose: "Choose a PIN",
  chooseText: (digits) =>
    `${digits} digits. Customers and photos lie encrypted on this phone; the PIN opens them, with or without a network.`,
  again: "Once more",
  chooseNote: (tries, minutes) =>
    `${tries} wrong PINs in a row erase what is on this phone. It locks after ${minutes} idle minutes. The PIN never leaves this phone: forgotten, one signs in again.`,
  weak: (digits) => `${digits} digits, not all the same and not in a row`,
  differs: "The two differ",
  save: "Use this PIN",
  saving: "Encrypting…",
  later: "Not now",
  out: "Another account",
  change: "Change PIN",
  changeText: "It opens what is on this phone",
  setText: "Encrypts what is on this phone",
  old: "PIN now",
  fresh: "New PIN",
  changed: "PIN changed",
  made: "PIN set",
  leave: {
    title: "Sign out",
    unsent: "Not sent yet",
    logs: (n) => `${n} ${n === 1 ? "activity" : "activities"}`,
    deeds: (n) => `${n} ${n === 1 ? "change" : "changes"}`,
    files: (n) => `${n} ${n === 1 ? "photo or file" : "photos and files"}`,
    drafts: (n) => `${n} unfinished`,
    send: "Send now",
    sending: "Sending…",
    offline: "No network: nothing can be sent now",
    keep: "Keep on this phone until I am back",
    keepNote: "Only you see and send it, after signing in again; nobody else on this phone does.",
    discard: "Discard and sign out",
    sure: "Discarded work cannot be brought back. Tap again to discard it and sign out.",
    needsNet: "Signing out needs a network, so that the session ends on the server.",
  },
  left: {
    title: "Your account has ended",
    text: (n) =>
      `${n} unsent ${n === 1 ? "item" : "items"} on this phone will go to your manager; then this phone is emptied.`,
    locked: "Enter the PIN to hand it over",
    sending: "Handing over to your manager…",
    done: "Handed over to your manager; this phone is empty",
    refused: (n) => `The server did not take ${n}`,
    again: "Try again",
    discard: "Do not hand over, empty this phone",
  },
};
