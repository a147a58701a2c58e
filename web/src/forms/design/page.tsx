import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useLabel } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { act } from "@/app/writes";
import { DesignHead, DesignRoom } from "@/designing/frame";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, Loading, Onward } from "@/ui";
import { PickOne } from "@/ui/antd";
import { say } from "@/ui/notice";
import type { Device, Layout } from "../layout";
import { formKeys, useDesigns, type Design, type Designs } from "../queries";
import { useFormWords } from "../words";
import { bare } from "./model";
import { Preview } from "./preview";
import { Studio } from "./studio";
import "./design.css";

/** Forms of one object: a layout for everybody, and for devices and roles that need another. */
export function FormDesignPage() {
  const { object = "" } = useParams();
  const words = useFormWords();
  const label = useLabel();
  const me = useMe().data;
  const { data: objects } = useObjects();
  const may = me?.permissions.includes("schema:design") ?? false;
  const { data: designs, error, refetch } = useDesigns(may ? object : "");
  const shape = objects?.find((each) => each.name === object);
  const [first] = objects ?? [];
  if (may && object === "" && first) return <Onward to={`/forms/${first.name}`} />;
  if (me && !may) {
    return (
      <Page title={words.title}>
        <Empty title={words.forbidden}>{words.forbiddenText}</Empty>
      </Page>
    );
  }
  if (error) {
    return (
      <Page title={words.title}>
        <Failed cause={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!shape || !designs || !objects) {
    return (
      <Page title={words.title}>
        <Loading lines={8} />
      </Page>
    );
  }
  return (
    <Page title={words.of(label(shape.label, object))} flush>
      <Design key={object} shape={shape} objects={objects} designs={designs} />
    </Page>
  );
}

interface DesignProps {
  shape: ObjectShape;
  objects: ObjectShape[];
  designs: Designs;
}

function Design({ shape, objects, designs }: DesignProps) {
  const words = useFormWords();
  const label = useLabel();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [device, setDevice] = useState<Device | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [looking, setLooking] = useState(false);
  const here = designs.items.find((each) => each.device === device && each.role === role) ?? null;
  const published = bare(here?.published?.layout ?? designs.generated);
  const first = here?.draft ? bare(here.draft.layout ?? designs.generated) : published;
  const place = { object: shape.name, ...(device ? { device } : {}), ...(role ? { role } : {}) };
  const run = async (action: string, more: Record<string, unknown> = {}): Promise<void> => {
    await act(action, { ...place, ...more });
    await client.invalidateQueries({ queryKey: formKeys.all });
  };
  const actions = {
    save: (layout: Layout | null) =>
      run("save_form_draft", { layout, revision: here?.draft?.revision ?? 0 }).then(() => say(words.saved)),
    publish: () => run("publish_form").then(() => say(words.published)),
    discard: () => run("discard_form_draft").then(() => say(words.discarded)),
  };
  return (
    <DesignRoom>
      <DesignHead>
        <h1 className="song">{words.of(label(shape.label, shape.name))}</h1>
        <PickOne
          label={words.object}
          width={150}
          value={shape.name}
          options={objects.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(next) => next && void navigate(`/forms/${next}`)}
        />
        <PickOne
          label={words.device}
          width={120}
          value={device ?? ""}
          options={[
            { value: "", label: words.anyDevice },
            { value: "desk", label: words.devices.desk },
            { value: "pocket", label: words.devices.pocket },
          ]}
          onChange={(next) => setDevice((next || null) as Device | null)}
        />
        <PickOne
          label={words.role}
          width={150}
          value={role ?? ""}
          options={[
            { value: "", label: words.anyRole },
            ...designs.roles.map((each) => ({ value: each.key, label: label(each.label, each.key) })),
          ]}
          onChange={(next) => setRole(next || null)}
        />
        <span className="sm dim grow">{stateOf(here, words)}</span>
        <div className="seg" role="group" aria-label={words.preview}>
          <button type="button" aria-pressed={!looking} onClick={() => setLooking(false)}>
            {words.design}
          </button>
          <button type="button" aria-pressed={looking} onClick={() => setLooking(true)}>
            {words.preview}
          </button>
        </div>
      </DesignHead>
      {looking ? (
        <Preview shape={shape} designs={designs} role={role} device={device} />
      ) : (
        <Studio
          key={`${device ?? ""}/${role ?? ""}/${here?.draft?.revision ?? 0}/${here?.published?.version ?? 0}`}
          shape={shape}
          first={first}
          published={published}
          drafted={here?.draft !== null && here !== null}
          own={Boolean(here?.published?.layout ?? here?.draft?.layout)}
          {...actions}
        />
      )}
      {looking ? (
        <footer className="fd-f">
          <Button small kind="quiet" onClick={() => setLooking(false)}>
            {words.design}
          </Button>
        </footer>
      ) : null}
    </DesignRoom>
  );
}

function stateOf(here: Design | null, words: ReturnType<typeof useFormWords>): string {
  const said = here?.published?.layout ? words.source(here.published.version) : words.generated;
  return here?.draft ? `${said} · ${words.draft(here.draft.revision)}` : said;
}
