import type { Words } from "./zh";

export const en: Words = {
  offers: "There is something for this",
  because: (words) => `You wrote “${words}”`,
  share: "Share",
  shareAgain: "Share again",
  sharing: "Making a link",
  shared: "Sent, and kept with the customer",
  copied: "Link copied, and kept with the customer",
  shown: "Here is the link: hold to copy",
  needsCustomer: "Choose the customer first",
  needsNetwork: "No network: share when it is back",
  fitting: "Content that fits",
  noneFits: "Nothing in force fits this deal.",
  link: "Share link",
  takeBack: "Take link back",
  taken: "The link opens nothing any more",
  over: "The link has ended",
  read: (minutes, seconds) => (minutes > 0 ? `read ${minutes} min ${seconds} s` : `read ${seconds} s`),
  newVersion: "New version",
};
