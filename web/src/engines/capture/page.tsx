import { useState } from "react";
import { useParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { DesignersOnly } from "@/designing/designers-only";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, LinkButton, Loading } from "@/ui";
import { blankDesign } from "./model";
import { useForms } from "./queries";
import type { CaptureForm, Shown } from "./shapes";
import { Studio } from "./studio";
import { useCaptureWords } from "./words";
import { en } from "./words/en";
import { zh } from "./words/zh";
import "./capture.css";

const NEW = "new";
const NAME = { zh: zh.newName, en: en.newName };

/** 采集表单: what somebody outside is asked, and where he meets it. */
export function CapturePage() {
  const words = useCaptureWords();
  const me = useMe().data;
  const designs = me?.permissions.includes("schema:design") ?? false;
  const { data: shown, error, refetch } = useForms(designs);
  const [at, setAt] = useState<string | null>(useParams().id ?? null);
  const form = shown?.items.find((each) => each.id === at) ?? (at === NEW ? null : (shown?.items[0] ?? null));
  return (
    <DesignersOnly words={words}>
      <Page title={words.title} flush>
        <DesignRoom>
          <DesignHead>
            <h1 className="song grow">{words.title}</h1>
            <LinkButton small kind="quiet" to="/capture/channels">
              {words.channel.title}
            </LinkButton>
            {shown ? (
              <Button small icon="plus" onClick={() => setAt(NEW)}>
                {words.add}
              </Button>
            ) : null}
          </DesignHead>
          {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          {!shown && !error ? <Loading lines={8} /> : null}
          {shown && !form && at !== NEW ? (
            <Empty title={words.none}>
              <p>{words.noneText}</p>
            </Empty>
          ) : null}
          {shown && (form || at === NEW) ? (
            <Studio
              key={form ? `${form.id}/${form.version}` : NEW}
              shown={shown}
              form={form}
              first={form?.design ?? blankDesign(shown.fields, NAME)}
              publishes={me?.permissions.includes("rules:publish") ?? false}
              left={<FormList shown={shown} at={form?.id ?? NEW} onPick={setAt} />}
              onMade={setAt}
            />
          ) : null}
        </DesignRoom>
      </Page>
    </DesignersOnly>
  );
}

interface FormListProps {
  shown: Shown;
  at: string;
  onPick: (id: string) => void;
}

function FormList({ shown, at, onPick }: FormListProps) {
  const words = useCaptureWords();
  return (
    <nav className="dg-left" aria-label={words.forms}>
      <h2>{words.forms}</h2>
      <ul className="cp-forms">
        {at === NEW ? (
          <li className="on">
            <button type="button" aria-pressed="true">
              <span className="grow clip">{words.newName}</span>
              <span className="sm dim">{words.fresh}</span>
            </button>
          </li>
        ) : null}
        {shown.items.map((each) => (
          <FormItem key={each.id} form={each} on={each.id === at} onPick={() => onPick(each.id)} />
        ))}
      </ul>
    </nav>
  );
}

function FormItem({ form, on, onPick }: { form: CaptureForm; on: boolean; onPick: () => void }) {
  const words = useCaptureWords();
  const label = useLabel();
  const leads = form.places.reduce((sum, each) => sum + each.leads, 0);
  return (
    <li className={on ? "on" : ""}>
      <button type="button" aria-pressed={on} onClick={onPick}>
        <span className="row">
          <span className="grow clip">{label(form.design.name, form.name)}</span>
          <Chip tone={form.state === "live" ? "jade" : "line"}>{words.states[form.state]}</Chip>
        </span>
        <span className="sm dim">
          {[
            form.number ? words.version(number(form.number)) : "",
            words.leads(number(leads)),
            form.drafted && form.state === "live" ? words.drafted : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </button>
    </li>
  );
}
