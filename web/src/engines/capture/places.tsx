import { useState } from "react";
import { number, time } from "@/app/format";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { listAddress } from "@/records/ask";
import { Button, Chip, Door, Empty, Failed, Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import { say } from "@/ui/notice";
import { drawCode, useCode, useKeeping } from "./queries";
import type { CaptureForm, Place, Shown } from "./shapes";
import { useCaptureWords } from "./words";

interface PlacesProps {
  form: CaptureForm | null;
  shown: Shown;
}

/** Where the form is met: each entrance with its code and how many leads came through it. */
export function Places({ form, shown }: PlacesProps) {
  const words = useCaptureWords();
  if (!form || form.places.length === 0) return <Empty title={words.publishFirst} />;
  return (
    <div className="cp-places">
      <p className="sm dim">{words.placesNote}</p>
      <ul>
        {form.places.map((each) => (
          <PlaceItem key={each.id} place={each} shown={shown} />
        ))}
      </ul>
      <AddPlace form={form} shown={shown} />
    </div>
  );
}

function PlaceItem({ place, shown }: { place: Place; shown: Shown }) {
  const words = useCaptureWords();
  const label = useLabel();
  const [open, setOpen] = useState(false);
  const keeping = useKeeping();
  const { busy, cause, attempt } = useTrying();
  const source = shown.sources.find((each) => each.key === place.source);
  const address = place.url ?? `${window.location.origin}${place.path}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    say(words.copied);
  };
  return (
    <li>
      <div className="row">
        <b className="grow clip">{place.name}</b>
        {place.closed ? <Chip tone="line">{words.placeClosed}</Chip> : null}
        <Door
          says={words.seeLeads(number(place.leads))}
          to={listAddress("lead", ["capture_place", "=", place.id])}
        >
          {words.leads(number(place.leads))}
        </Door>
      </div>
      <p className="sm dim">
        {[
          source ? label(source.label, source.key) : words.formSource,
          place.last_at ? time(place.last_at) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p className="row cp-acts">
        <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.hideCode : words.showCode}
        </Button>
        <Button small onClick={() => void copy()}>
          {words.copy}
        </Button>
        <a className="btn s" href={place.path} target="_blank" rel="noreferrer">
          {words.open}
        </a>
        <Button
          small
          kind="quiet"
          disabled={busy}
          onClick={() => void attempt(() => keeping.closePlace(place.id, place.closed))}
        >
          {place.closed ? words.openPlace : words.closePlace}
        </Button>
      </p>
      {cause ? <Failed cause={cause} /> : null}
      {open ? <CodePicture place={place} /> : null}
    </li>
  );
}

function CodePicture({ place }: { place: Place }) {
  const words = useCaptureWords();
  const { data, error } = useCode(place.id, true);
  const get = async (kind: "svg" | "png") => {
    const { picture } = await drawCode(place.id, kind);
    const link = document.createElement("a");
    link.href = kind === "png" ? `data:image/png;base64,${picture}` : pictureOf(picture);
    link.download = `${place.name}.${kind}`;
    link.click();
  };
  if (error) return <Failed cause={error} />;
  if (!data) return null;
  return (
    <div className="cp-code">
      <img src={pictureOf(data.picture)} alt={words.code(place.name)} width={200} height={200} />
      <p className="sm dim cp-url">{data.url}</p>
      <p className="row cp-acts">
        <Button small icon="download" onClick={() => void get("svg")}>
          {words.svg}
        </Button>
        <Button small icon="download" onClick={() => void get("png")}>
          {words.png}
        </Button>
      </p>
    </div>
  );
}

const pictureOf = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

function AddPlace({ form, shown }: { form: CaptureForm; shown: Shown }) {
  const words = useCaptureWords();
  const label = useLabel();
  const [name, setName] = useState("");
  const [source, setSource] = useState("exhibition");
  const keeping = useKeeping();
  const { busy, cause, attempt } = useTrying();
  const add = async () => {
    if (await attempt(() => keeping.addPlace(form.id, name, source))) {
      setName("");
      say(words.placeAdded);
    }
  };
  return (
    <div className="cp-add">
      <Labelled id="cp-place" label={words.placeName}>
        <Input id="cp-place" value={name} maxLength={120} placeholder={words.placeExample} onText={setName} />
      </Labelled>
      <Labelled id="cp-place-source" label={words.source}>
        <PickOne
          id="cp-place-source"
          value={source}
          options={shown.sources.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
          onChange={(next) => setSource(next ?? source)}
        />
      </Labelled>
      {cause ? <Failed cause={cause} /> : null}
      <Button small icon="plus" disabled={busy || !name.trim()} onClick={() => void add()}>
        {words.addPlace}
      </Button>
    </div>
  );
}
