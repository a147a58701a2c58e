import { useState } from "react";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import type { ObjectShape, Value } from "@/app/shapes";
import { Failed, Labelled, Loading } from "@/ui";
import { PickOne } from "@/ui/antd";
import { FillForm } from "../fill-form";
import { defaultsFor, itemsOf, nameOf, standingOf, without, type Device, type Layout } from "../layout";
import { usePreview, type Designs } from "../queries";
import { useFormWords } from "../words";

interface PreviewProps {
  shape: ObjectShape;
  designs: Designs;
  /** The role and device the designer is at work for. */
  role: string | null;
  device: Device | null;
}

/** The saved draft as somebody would meet it, to be filled in and never kept. */
export function Preview({ shape, designs, role, device }: PreviewProps) {
  const words = useFormWords();
  const label = useLabel();
  const me = useMe().data;
  const [as, setAs] = useState(role ?? me?.roles[0]?.key ?? designs.roles[0]?.key ?? "");
  const [on, setOn] = useState<Device>(device ?? "desk");
  const { data: layout, error, refetch } = usePreview(shape.name, on, as);
  return (
    <div className="fd-view">
      <div className="row fd-viewbar">
        <Labelled id="preview-as" label={words.as}>
          <PickOne
            id="preview-as"
            width={170}
            value={as}
            options={designs.roles.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
            onChange={(next) => setAs(next ?? as)}
          />
        </Labelled>
        <div className="lbd">
          <span className="lb">{words.width}</span>
          <div className="seg" role="group" aria-label={words.width}>
            {(["desk", "pocket"] as const).map((each) => (
              <button key={each} type="button" aria-pressed={on === each} onClick={() => setOn(each)}>
                {words.devices[each]}
              </button>
            ))}
          </div>
        </div>
        <p className="sm dim grow">{words.previewNote}</p>
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!layout && !error ? <Loading lines={6} /> : null}
      {layout ? <Sample key={`${as}${on}`} shape={shape} layout={layout} narrow={on === "pocket"} /> : null}
    </div>
  );
}

/** A role's `writable` stands in for the reader's own. */
function seenBy(shape: ObjectShape, layout: Layout): ObjectShape {
  const writable = new Map(itemsOf(layout).map((item) => [nameOf(item), item.writable ?? false]));
  return {
    ...shape,
    fields: shape.fields.map((field) => ({ ...field, writable: writable.get(field.name) ?? false })),
  };
}

function Sample({ shape, layout, narrow }: { shape: ObjectShape; layout: Layout; narrow: boolean }) {
  const [typed, setTyped] = useState<Record<string, Value>>({});
  const currency = useMe().data?.currency ?? "CNY";
  const seen = seenBy(shape, layout);
  const values = { ...defaultsFor(seen, layout, typed, new Set(Object.keys(typed)), currency), ...typed };
  const unwritten = seen.fields.filter((field) => !field.writable).map((field) => field.name);
  const tabs = standingOf(seen, without(layout, new Set(unwritten)), values, null, currency);
  return (
    <div className={narrow ? "fd-sheet narrow" : "fd-sheet"} data-preview>
      <FillForm
        object={shape.name}
        tabs={tabs}
        values={values}
        faults={{}}
        prefix="preview"
        focus={false}
        onChange={(field, value) => setTyped((before) => ({ ...before, [field]: value }))}
      />
    </div>
  );
}
