import { useState, type ReactNode } from "react";
import { Refusal } from "@/app/api";
import { useTrying } from "@/app/trying";
import { DesignBar, DesignDesk, DesignFaults } from "@/designing/frame";
import { Seg } from "@/designing/parts";
import { useSteps } from "@/designing/steps";
import { Button } from "@/ui";
import { say } from "@/ui/notice";
import { Embed } from "./embed";
import { Paper } from "./paper";
import { Places } from "./places";
import { Preview } from "./preview";
import { useKeeping } from "./queries";
import type { CaptureForm, Design, Shown } from "./shapes";
import { useCaptureWords } from "./words";

interface StudioProps {
  shown: Shown;
  form: CaptureForm | null;
  first: Design;
  publishes: boolean;
  left: ReactNode;
  onMade: (id: string) => void;
}

type Sheet = "preview" | "places" | "embed";

/** One form on paper, and beside it the page visitors see, its entrances, and what a site needs. */
export function Studio({ shown, form, first, publishes, left, onMade }: StudioProps) {
  const words = useCaptureWords();
  const work = useSteps(first);
  const { now: design, change } = work;
  const [sheet, setSheet] = useState<Sheet>("preview");
  const keeping = useKeeping();
  const { busy, cause, attempt } = useTrying();
  const faults = cause instanceof Refusal ? cause.fields : {};
  const dirty = design !== first;
  const sheets = (Object.keys(words.sheet) as Sheet[]).map((value) => ({ value, label: words.sheet[value] }));
  const kept = async (): Promise<CaptureForm> => {
    const made = await keeping.save(form, design);
    onMade(made.id);
    return made;
  };
  const run = async (step: () => Promise<unknown>, done: string) => {
    if (await attempt(step)) say(done);
  };
  const publish = async () => {
    const made = form && !dirty ? form : await kept();
    await keeping.publish(made.id);
  };
  const state = form ? words.states[form.state] : words.fresh;
  return (
    <>
      <DesignBar
        steps={work}
        lead={
          <span className="sm dim grow">
            {[state, form?.drafted ? words.drafted : "", dirty ? words.unsaved : ""]
              .filter(Boolean)
              .join(" · ")}
          </span>
        }
      >
        {form?.state === "live" && publishes ? (
          <Button
            small
            kind="quiet"
            disabled={busy}
            onClick={() => void run(() => keeping.close(form.id), words.closed)}
          >
            {words.close}
          </Button>
        ) : null}
        <Button
          small
          disabled={busy || (form !== null && !dirty)}
          onClick={() => void run(kept, words.saved)}
        >
          {words.save}
        </Button>
        <Button
          small
          kind="ink"
          title={publishes ? undefined : words.noPublish}
          disabled={busy || !publishes || (form?.state === "live" && !dirty && !form.drafted)}
          onClick={() => void run(publish, words.published)}
        >
          {words.publish}
        </Button>
      </DesignBar>
      <DesignFaults cause={cause} faults={faults} />
      <DesignDesk
        left={left}
        name={words.sheet[sheet]}
        right={
          <>
            <p className="cp-sheets">
              <Seg label={words.title} value={sheet} options={sheets} onPick={setSheet} />
            </p>
            {sheet === "preview" ? <Preview design={design} /> : null}
            {sheet === "places" ? <Places form={form} shown={shown} /> : null}
            {sheet === "embed" ? <Embed form={form} /> : null}
          </>
        }
      >
        <Paper shown={shown} design={design} faults={faults} onChange={change} />
      </DesignDesk>
    </>
  );
}
