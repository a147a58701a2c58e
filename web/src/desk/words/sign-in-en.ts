import type { signIn as zh } from "./sign-in-zh";

export const signIn: typeof zh = {
  title: "Sales where every step is backed by proof",
  lead: "Site, proposal, contract, payment: a deal moves when the evidence is in.",
  demo: "Demo company: enter as",
  demoNote: "Every demo password is “demo”. Change whatever you like.",
  form: "Sign in with an account",
  workspace: "Company",
  login: "Login",
  password: "Password",
  go: "Sign in",
  going: "Signing in",
  wrong: "Login or password is wrong",
  wrongFix: "Try again, or ask an administrator to reset it.",
};
