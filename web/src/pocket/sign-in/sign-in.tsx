import { useId, useState } from "react";
import { setLanguage, useLabel, useLanguage, useWords } from "@/app/language";
import { Brand } from "@/ui/brand";
import { Button } from "@/ui/button";
import { Avatar } from "@/ui/chip";
import { Input, Labelled } from "@/ui/input";
import { Failed } from "@/ui/states";
import { signIn, useEntries } from "../data";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";
import { Insecure } from "../shell/strips";
import { usePocketWords } from "../words";
import "./sign-in.css";

export function SignIn() {
  const words = usePocketWords();
  const shared = useWords();
  const language = useLanguage();
  const entries = useEntries();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const enter = async (workspace: string, login: string, password: string) => {
    if (busy !== null) return;
    setBusy(login);
    setFailure(null);
    try {
      await signIn(workspace, login, password);
    } catch (cause) {
      setFailure(cause);
      setBusy(null);
    }
  };
  const given = entries.data?.entries ?? [];
  return (
    <>
      <header className="hello">
        <Brand size={48} label={shared.product} />
        <div className="grow">
          <h1>{shared.product}</h1>
          <p className="mut">{words.signIn.motto}</p>
        </div>
        <Button kind="quiet" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          <span lang={language === "zh" ? "en" : "zh-CN"}>{language === "zh" ? "English" : "中文"}</span>
        </Button>
      </header>
      <Insecure />
      <main className="page">
        {entries.error ? <Failed cause={entries.error} onRetry={() => void entries.refetch()} /> : null}
        {failure ? (
          <Sheet>
            <Failing cause={failure} />
          </Sheet>
        ) : null}
        {given.length > 0 ? (
          <Entries
            entries={given}
            busy={busy}
            onPick={(login) => void enter(entries.data?.workspace ?? "demo", login, "demo")}
          />
        ) : null}
        <Form
          workspace={entries.data?.workspace ?? ""}
          busy={busy !== null}
          onEnter={(...given3) => void enter(...given3)}
        />
      </main>
    </>
  );
}

interface EntriesProps {
  entries: { login: string; name: string; role: { zh: string; en: string } }[];
  busy: string | null;
  onPick: (login: string) => void;
}

/** One tap per role; only a demonstration offers it. */
function Entries({ entries, busy, onPick }: EntriesProps) {
  const words = usePocketWords();
  const label = useLabel();
  return (
    <Sheet title={words.signIn.demo} note={words.signIn.oneTap}>
      <ul className="roles">
        {entries.map((entry) => (
          <li key={entry.login}>
            <button type="button" disabled={busy !== null} onClick={() => onPick(entry.login)}>
              <Avatar name={entry.name} />
              <span className="t">{label(entry.role, entry.login)}</span>
              <span className="d">{entry.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

interface FormProps {
  workspace: string;
  busy: boolean;
  onEnter: (workspace: string, login: string, password: string) => void;
}

function Form({ workspace, busy, onEnter }: FormProps) {
  const words = usePocketWords();
  const id = useId();
  const [said, setSaid] = useState({ workspace: "", login: "", password: "" });
  const where = said.workspace || workspace;
  const ready = where !== "" && said.login !== "" && said.password !== "";
  const put = (part: Partial<typeof said>) => setSaid({ ...said, ...part });
  return (
    <Sheet title={words.signIn.account}>
      <form
        className="fill"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onEnter(where, said.login, said.password);
        }}
      >
        <Labelled id={`${id}-w`} label={words.me.workspace}>
          <Input
            id={`${id}-w`}
            value={said.workspace}
            placeholder={workspace}
            onText={(text) => put({ workspace: text })}
            autoCapitalize="off"
            autoComplete="organization"
          />
        </Labelled>
        <Labelled id={`${id}-l`} label={words.me.login}>
          <Input
            id={`${id}-l`}
            value={said.login}
            onText={(login) => put({ login })}
            autoCapitalize="off"
            autoComplete="username"
          />
        </Labelled>
        <Labelled id={`${id}-p`} label={words.signIn.password}>
          <Input
            id={`${id}-p`}
            type="password"
            value={said.password}
            onText={(password) => put({ password })}
            autoComplete="current-password"
          />
        </Labelled>
        <Button kind="ink" wide submit disabled={!ready || busy}>
          {words.signIn.enter}
        </Button>
      </form>
    </Sheet>
  );
}
