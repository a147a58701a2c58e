import { useState } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, Panel, Sum } from "@/ui";
import { say } from "@/ui/notice";
import { useDesigning, type DesignField, type Tried } from "./api";
import { cleaned } from "./drafts";
import type { Options, TypeEntry } from "./kind";
import { Tick } from "./option-parts";
import { faultsOf, RefusalNote } from "./refusal-note";
import { TypeName, TypePicker } from "./type-picker";
import { useDesignerWords } from "./words";

interface ConvertFieldProps {
  object: string;
  field: DesignField;
  onClose: () => void;
  onBack: () => void;
}

/** Another type: tried on every row first, the rows that do not fit listed, then copied beside the work. */
export function ConvertField({ object, field, onClose, onBack }: ConvertFieldProps) {
  const words = useDesignerWords();
  const label = useLabel();
  const { tryConvert, convert } = useDesigning();
  const [entry, setEntry] = useState<TypeEntry | null>(null);
  const [options, setOptions] = useState<Options>({});
  const [tried, setTried] = useState<Tried | null>(null);
  const [accept, setAccept] = useState(false);
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const name = label(field.label, field.name);
  const sent = () => cleaned({ ...field, type: entry?.type ?? "", options }).options;
  const run = async (what: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setCause(null);
    try {
      await what();
    } catch (refused) {
      setCause(refused);
    }
    setBusy(false);
  };
  const attempt = () =>
    run(async () => setTried(await tryConvert(object, field.name, entry?.type ?? "", sent())));
  const go = () =>
    run(async () => {
      await convert(object, field.name, entry?.type ?? "", sent(), accept);
      say(words.convertStarted);
      onClose();
    });
  return (
    <Panel title={words.convertTitle(name)} onClose={onClose}>
      <p className="row between dz-kind">
        <span className="row">
          <TypeName type={field.type} />
          {entry ? (
            <>
              → <TypeName type={entry.type} />
            </>
          ) : null}
        </span>
        <Button small kind="quiet" onClick={entry ? () => setEntry(null) : onBack}>
          {entry ? words.otherType : words.cancel}
        </Button>
      </p>
      {entry ? (
        <div className="form-1 dz-form">
          {entry.Options ? (
            <entry.Options
              object={object}
              value={options}
              there={false}
              faults={faultsOf(cause, "options.")}
              onChange={(next) => {
                setOptions(next);
                setTried(null);
              }}
            />
          ) : null}
          <RefusalNote cause={cause} />
          {tried ? <Outcome object={object} tried={tried} accept={accept} setAccept={setAccept} /> : null}
          <p className="row dz-end">
            {tried ? (
              <Button kind="ink" disabled={busy || (tried.fails > 0 && !accept)} onClick={() => void go()}>
                {busy ? words.converting : words.convertGo}
              </Button>
            ) : (
              <Button kind="ink" disabled={busy} onClick={() => void attempt()}>
                {busy ? words.convertTrying : words.convertTry}
              </Button>
            )}
            <Button onClick={onClose}>{words.cancel}</Button>
          </p>
        </div>
      ) : (
        <TypePicker
          except={field.type}
          onPick={(picked) => {
            setEntry(picked);
            setOptions({ ...picked.first });
            setTried(null);
            setCause(null);
          }}
        />
      )}
    </Panel>
  );
}

interface OutcomeProps {
  object: string;
  tried: Tried;
  accept: boolean;
  setAccept: (on: boolean) => void;
}

function Outcome({ object, tried, accept, setAccept }: OutcomeProps) {
  const words = useDesignerWords();
  const lines = [
    { key: "fits", name: words.convertFits(number(tried.converts)), value: number(tried.converts) },
    { key: "fails", name: words.convertFails(number(tried.fails)), value: number(tried.fails) },
  ];
  return (
    <section className="dz-tried" aria-live="polite">
      <Sum lines={lines} total={{ name: words.convertRows(number(tried.rows)), value: number(tried.rows) }} />
      {tried.fails === 0 ? (
        <p className="good">{words.convertAll}</p>
      ) : (
        <>
          <h3>{words.convertWhy}</h3>
          <ul className="lines">
            {tried.examples.map((each) => (
              <li key={each.record}>
                <Link className="clip" to={`/o/${object}/${each.record}`}>
                  {each.value}
                </Link>
                <span className="grow" />
                <span className="sm risk">{each.reason}</span>
              </li>
            ))}
          </ul>
          <Tick label={words.convertAccept} checked={accept} onChange={setAccept} />
        </>
      )}
    </section>
  );
}
