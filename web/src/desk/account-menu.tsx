import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/app/api";
import { setDensity, useDensity, type Density } from "@/app/density";
import { setLanguage, useLabel, useLanguage, useWords, type Language } from "@/app/language";
import { setThemeWish, useThemeWish, type ThemeWish } from "@/app/theme";
import type { Me } from "@/app/shapes";
import { Avatar, Dialog, Menu, Popover, type MenuItem } from "@/ui";
import { PasswordForm } from "@/password/form";
import { usePasswordWords } from "@/password/words";
import { ViewAs } from "./view-as";
import { useDeskWords } from "./words";

/** Language, appearance, whose eyes, the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const wish = useThemeWish();
  const density = useDensity();
  const client = useQueryClient();
  const password = usePasswordWords();
  const [viewing, setViewing] = useState(false);
  const [changing, setChanging] = useState(false);
  const speak = async (next: Language) => {
    // Kept first: a page loaded anew in between would come back in the language before.
    if (!me.view_as) await api("/me", { method: "PATCH", body: { locale: next } }).catch(() => undefined);
    setLanguage(next);
    await client.invalidateQueries();
  };
  const signOut = async () => {
    await api("/session", { method: "DELETE" }).catch(() => undefined);
    client.clear();
    window.location.assign("/");
  };
  const tongues: MenuItem[] = [
    { key: "zh", label: "中文", checked: language === "zh", onPick: () => void speak("zh") },
    { key: "en", label: "English", checked: language === "en", onPick: () => void speak("en") },
  ];
  const themes: MenuItem[] = (["system", "light", "dark"] satisfies ThemeWish[]).map((each) => ({
    key: each,
    label: shared.theme[each],
    checked: wish === each,
    onPick: () => setThemeWish(each),
  }));
  const rows: MenuItem[] = (["compact", "cozy", "roomy"] satisfies Density[]).map((each) => ({
    key: each,
    label: words.shell.density[each],
    checked: density === each,
    onPick: () => setDensity(each),
  }));
  const ways: MenuItem[] = [
    { key: "out", label: words.shell.signOut, icon: "out", onPick: () => void signOut() },
  ];
  if (!me.view_as) {
    ways.unshift({ key: "password", label: password.title, icon: "lock", onPick: () => setChanging(true) });
  }
  if (me.permissions.includes("access:view_as") && !me.view_as) {
    ways.unshift({ key: "view", label: words.shell.viewAs, icon: "eye", onPick: () => setViewing(true) });
  }
  const role = label(me.roles[0]?.label, me.roles[0]?.key);
  return (
    <>
      <Popover
        side="right"
        kind="menu"
        label={words.shell.account}
        door={(props) => (
          <button type="button" className="who" {...props}>
            <Avatar name={me.name} />
            <b>{me.name}</b>
            <span className="dim">{role}</span>
            <span className="off-screen">{words.shell.account}</span>
          </button>
        )}
      >
        {(close) => (
          <>
            <p className="menu-t">{shared.language.title}</p>
            <Menu items={tongues} close={close} />
            <p className="menu-t menu-r">{shared.theme.title}</p>
            <Menu items={themes} close={close} focus={false} />
            <p className="menu-t menu-r">{words.shell.density.title}</p>
            <Menu items={rows} close={close} focus={false} />
            <div className="menu-r">
              <Menu items={ways} close={close} focus={false} />
            </div>
          </>
        )}
      </Popover>
      {changing ? (
        <Dialog title={password.title} onClose={() => setChanging(false)}>
          <PasswordForm onDone={() => setChanging(false)} onCancel={() => setChanging(false)} />
        </Dialog>
      ) : null}
      {viewing ? <ViewAs onClose={() => setViewing(false)} /> : null}
    </>
  );
}
