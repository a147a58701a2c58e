import type { SpeechWords } from "./zh";

export const en: SpeechWords = {
  start: "Start recording",
  stop: "Stop",
  stopAndFill: "Done, fill it in",
  hint: "Say whom you met, about what, and what comes next on which day",
  hintTyped: "Say it: a recording counts as evidence",
  name: (n: number) => `Recording ${n}`,
  hearing: "Turning it into text; you can save without waiting",
  nothing: "Nothing in it to fill in; the recording stays",
  later: "No transcription for now: the recording goes along, its text follows",
  filled: "from speech",
  look: "Fields with a microphone were filled from speech: look before you save",
  noDeal: "Without a deal the recording only fills the form",
  hours: "Recording is not allowed at this hour: type it",
  offline: "Consent once with a connection before you record; type it for now",
  refused: {
    denied: "The microphone is not allowed: type, or allow it in the browser's settings",
    absent: "This phone cannot record: type it",
    insecure: "Recording needs a secure connection: type it",
  },
  consent: {
    title: "May it be recorded?",
    atOnce: "Yes, with every log",
    byHand: "Yes, when I tap",
    no: "No, I type",
    keeps: (days: number) =>
      days > 0 ? `Recordings are kept for ${days} days, then deleted.` : "Recordings are kept for good.",
  },
  me: {
    title: "Recording",
    none: "No consent to recording",
    since: (day: string) => `Consented on ${day}`,
    atOnce: "It begins with every log.",
    byHand: "It begins when I tap the microphone.",
    withdraw: "Withdraw consent",
    toAtOnce: "Begin with every log",
    toByHand: "Begin only when I tap",
    noneText: "You are asked once, at the microphone of the log.",
  },
};
