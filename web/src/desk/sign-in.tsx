import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, Refusal } from "@/app/api";
import { setLanguage, useLabel, useLanguage, useWords } from "@/app/language";
import { keys } from "@/app/queries";
import type { Entry } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Avatar, Brand, Button, Failed, Input, Labelled, Loading, Seal } from "@/ui";
import { useDeskWords } from "./words";
import "./sign-in.css";

/** One tap per role in a demo; login and password everywhere. */
export function SignIn() {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["entries"],
    queryFn: ({ signal }) =>
      api<{ workspace: string | null; entries: Entry[] }>("/session/entries", { signal }),
  });
  const workspace = data?.workspace ?? "";
  const enter = async (body: { workspace: string; login: string; password: string }) => {
    await attempt(async () => {
      await api("/session", { method: "POST", body });
      await client.resetQueries({ queryKey: keys.me });
    });
  };
  return (
    <main className="door-page">
      <section className="door-l">
        <Brand size={56} label={shared.product} />
        <h1>{words.signIn.title}</h1>
        <p className="mut">{words.signIn.lead}</p>
        <div className="door-road" aria-hidden="true">
          <Seal state="proven" size="m" />
          <i />
          <Seal state="proven" size="m" />
          <i />
          <Seal state="waiting" size="m" />
          <i className="to" />
          <u />
          <i className="to" />
          <Seal state="missing" size="m" />
        </div>
      </section>
      <section className="door-r">
        {isPending ? <Loading lines={5} /> : null}
        {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
        {data && data.entries.length > 0 ? (
          <div>
            <h2 className="sec-h">{words.signIn.demo}</h2>
            <ul className="entries">
              {data.entries.map((entry) => (
                <li key={entry.login}>
                  <button
                    type="button"
                    disabled={busy}
                    data-login={entry.login}
                    onClick={() => void enter({ workspace, login: entry.login, password: "demo" })}
                  >
                    <Avatar name={entry.name} />
                    <b>{entry.name}</b>
                    <span className="sm mut">{label(entry.role)}</span>
                  </button>
                </li>
              ))}
            </ul>
            <p className="sm dim">{words.signIn.demoNote}</p>
          </div>
        ) : null}
        <LoginForm workspace={workspace} busy={busy} cause={cause} onEnter={(body) => void enter(body)} />
        <p className="row">
          <Button
            small
            kind="quiet"
            icon="globe"
            onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
          >
            {language === "zh" ? "English" : "中文"}
          </Button>
        </p>
      </section>
    </main>
  );
}

interface LoginFormProps {
  workspace: string;
  busy: boolean;
  cause: unknown;
  onEnter: (body: { workspace: string; login: string; password: string }) => void;
}

function LoginForm({ workspace, busy, cause, onEnter }: LoginFormProps) {
  const words = useDeskWords();
  const [typed, setCompany] = useState<string | null>(null);
  const company = typed ?? workspace;
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const ready = company !== "" && login !== "" && password !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onEnter({ workspace: company, login, password });
  };
  const wrong = cause instanceof Refusal && cause.status === 401;
  return (
    <form onSubmit={submit}>
      <h2 className="sec-h thin">{words.signIn.form}</h2>
      <div className="door-form">
        <Labelled id="in-workspace" label={words.signIn.workspace}>
          <Input id="in-workspace" value={company} onText={setCompany} autoComplete="organization" />
        </Labelled>
        <Labelled id="in-login" label={words.signIn.login}>
          <Input id="in-login" value={login} onText={setLogin} autoComplete="username" />
        </Labelled>
        <Labelled id="in-password" label={words.signIn.password}>
          <Input
            id="in-password"
            type="password"
            value={password}
            onText={setPassword}
            autoComplete="current-password"
            invalid={wrong}
          />
        </Labelled>
        <Button kind="ink" submit disabled={!ready || busy}>
          {busy ? words.signIn.going : words.signIn.go}
        </Button>
      </div>
      {wrong ? (
        <p className="sm risk" role="alert">
          {words.signIn.wrong} <span className="mut">{words.signIn.wrongFix}</span>
        </p>
      ) : cause ? (
        <Failed cause={cause} />
      ) : null}
    </form>
  );
}
