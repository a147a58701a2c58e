import { useId, useState, type ReactNode } from "react";
import { useLabel } from "@/app/language";
import type { TabStanding } from "./layout";
import "./tabs.css";

interface TabsProps {
  tabs: TabStanding[];
  /** Fields something is wrong with; the first tab that has one comes to the front. */
  marked: ReadonlySet<string>;
  children: (tab: TabStanding) => ReactNode;
}

/** Leaves of a form; a form with a single one shows no tabs. */
export function Tabs({ tabs, marked, children }: TabsProps) {
  const label = useLabel();
  const id = useId();
  const [chosen, choose] = useState<{ key: string; marked: string } | null>(null);
  const has = (tab: TabStanding) =>
    tab.sections.some((section) => section.places.some((place) => marked.has(place.field.name)));
  const says = [...marked].sort().join(" ");
  const wanted = chosen?.marked === says ? tabs.find((tab) => tab.key === chosen.key) : undefined;
  const kept = tabs.find((tab) => tab.key === chosen?.key);
  const current = wanted ?? tabs.find(has) ?? kept ?? tabs[0];
  if (!current) return null;
  if (tabs.length === 1) return <>{children(current)}</>;
  return (
    <>
      <div className="ftabs" role="tablist">
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === current}
            aria-controls={`${id}-pane`}
            className={has(tab) ? "bad" : undefined}
            onClick={() => choose({ key: tab.key, marked: says })}
          >
            {label(tab.label)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-pane`} aria-labelledby={`${id}-${current.key}`}>
        {children(current)}
      </div>
    </>
  );
}
