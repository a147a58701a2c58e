import { useEffect, type ReactNode } from "react";
import { NavLink, useLocation, useNavigate } from "react-router";
import { useWords } from "@/app/language";
import { Icon, type IconName } from "@/ui/icon";
import { useWho } from "../data";
import { usePocketWords } from "../words";
import { Avatar } from "@/ui/chip";
import { Strips } from "./strips";
import { Unsent } from "./unsent";
import "./page.css";

interface PageProps {
  title: string;
  /** Small words behind the title, or at its right on a page below. */
  note?: ReactNode;
  /** A page below has a way back instead of tabs; this is where it leads when there is no history. */
  up?: string;
  /** The primary button, in reach of the thumb. */
  dock?: ReactNode;
  children: ReactNode;
}

export function Page({ title, note, up, dock, children }: PageProps) {
  const { product } = useWords();
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <>
      <header className="bar-t">
        {up === undefined ? null : <Back up={up} />}
        <h1 className={up === undefined ? "big" : "clip"}>{title}</h1>
        {up === undefined ? <span className="sm mut bar-n grow">{note}</span> : <span className="grow" />}
        {up === undefined ? null : <span className="sm mut nowrap">{note}</span>}
        <Unsent quiet={up !== undefined} />
        {up === undefined ? <Self /> : null}
      </header>
      <Strips />
      <main className="page">{children}</main>
      {dock ? <div className="dock">{dock}</div> : null}
      {up === undefined ? <Tabs /> : null}
    </>
  );
}

function Back({ up }: { up: string }) {
  const words = usePocketWords();
  const navigate = useNavigate();
  const { key } = useLocation();
  return (
    <button
      type="button"
      className="tap"
      aria-label={words.back}
      onClick={() => void (key === "default" ? navigate(up, { replace: true }) : navigate(-1))}
    >
      <Icon name="left" size="l" />
    </button>
  );
}

function Self() {
  const { name } = useWho();
  return <Avatar name={name} />;
}

const TABS = [
  { to: "/", icon: "brief", word: "today" },
  { to: "/customers", icon: "cust", word: "customers" },
  { to: "/log", icon: "plus", word: "log" },
  { to: "/deals", icon: "deal", word: "deals" },
  { to: "/me", icon: "user", word: "me" },
] as const satisfies { to: string; icon: IconName; word: string }[];

function Tabs() {
  const { tabs } = usePocketWords();
  return (
    <nav className="tabs" aria-label={tabs.all}>
      {TABS.map(({ to, icon, word }) => (
        <NavLink
          key={to}
          to={to}
          end={to === "/"}
          className={({ isActive }) => [isActive ? "on" : "", word === "log" ? "go" : ""].join(" ").trim()}
          aria-label={word === "log" ? tabs.log : undefined}
        >
          {word === "log" ? (
            <span>
              <Icon name={icon} />
            </span>
          ) : (
            <>
              <Icon name={icon} />
              {tabs[word]}
            </>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
