import { useState } from "react";
import { number } from "@/app/format";
import { useMe } from "@/app/queries";
import { DesignersOnly } from "@/designing/designers-only";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { Seg } from "@/designing/parts";
import { Page } from "@/desk/page";
import { Failed, Loading } from "@/ui";
import { useShown } from "../queries";
import type { GivenObject } from "../shapes";
import { useRoutingWords } from "../words";
import { blankRules } from "./model";
import { Studio } from "./studio";
import "../routing.css";

/** The rules leads and customers are given out by: drawn, tried, replayed, put in force. */
export function GivingRulesPage() {
  const { design: words } = useRoutingWords();
  const me = useMe().data;
  const designs = me?.permissions.includes("schema:design") ?? false;
  const [about, setAbout] = useState<GivenObject>("lead");
  const { data: shown, error, refetch } = useShown(about, designs);
  return (
    <DesignersOnly words={words}>
      <Page title={words.title} flush>
        <DesignRoom>
          <DesignHead>
            <h1 className="song">{words.title}</h1>
            <Seg
              label={words.title}
              value={about}
              options={[
                { value: "lead", label: words.leads },
                { value: "customer", label: words.customers },
              ]}
              onPick={setAbout}
            />
            <span className="sm dim grow clip">
              {shown?.live ? words.live(number(shown.live.number)) : words.noLive}
            </span>
          </DesignHead>
          {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          {!shown && !error ? <Loading lines={8} /> : null}
          {shown ? (
            <Studio
              key={`${about}/${shown.version}/${shown.live?.number ?? 0}/${shown.timed?.number ?? 0}`}
              shown={shown}
              first={shown.draft?.rules ?? shown.timed?.rules ?? shown.live?.rules ?? blankRules(about)}
              publishes={me?.permissions.includes("rules:publish") ?? false}
            />
          ) : null}
        </DesignRoom>
      </Page>
    </DesignersOnly>
  );
}
