import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/app/api";
import { useLabel } from "@/app/language";
import type { Entry } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Avatar, Dialog, Failed, Input, Labelled, Button } from "@/ui";
import { useDeskWords } from "./words";

/** Chooses whose eyes to borrow: the entries of a demo, or any login typed in. */
export function ViewAs({ onClose }: { onClose: () => void }) {
  const words = useDeskWords();
  const label = useLabel();
  const client = useQueryClient();
  const [login, setLogin] = useState("");
  const { cause, attempt } = useTrying();
  const { data } = useQuery({
    queryKey: ["entries"],
    queryFn: ({ signal }) => api<{ entries: Entry[] }>("/session/entries", { signal }),
  });
  const view = async (who: string) => {
    await attempt(async () => {
      await api("/session/view-as", { method: "POST", body: { login: who } });
      onClose();
      await client.resetQueries();
    });
  };
  return (
    <Dialog title={words.shell.viewAsWho} onClose={onClose}>
      <p className="mut sm">{words.shell.viewAsText}</p>
      {cause ? <Failed cause={cause} /> : null}
      <ul className="entries">
        {data?.entries.map((entry) => (
          <li key={entry.login}>
            <button type="button" onClick={() => void view(entry.login)}>
              <Avatar name={entry.name} />
              <b>{entry.name}</b>
              <span className="sm mut">{label(entry.role)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="form-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (login.trim()) void view(login.trim());
        }}
      >
        <Labelled id="view-as-login" label={words.signIn.login}>
          <Input id="view-as-login" value={login} onText={setLogin} autoComplete="off" />
        </Labelled>
        <Button submit disabled={!login.trim()}>
          {words.shell.viewAs}
        </Button>
      </form>
    </Dialog>
  );
}
