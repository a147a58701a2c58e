import type { PasswordWords } from "./zh";

export const en: PasswordWords = {
  title: "Change password",
  old: "Present password",
  fresh: "New password",
  again: "New password again",
  differs: "The two are not the same",
  others: "Your sessions elsewhere end with it; API keys stay.",
  save: "Change password",
  saving: "Changing…",
  done: "Password changed; sessions elsewhere have ended",
  cancel: "Cancel",
};
