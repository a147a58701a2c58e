import { useId, useState } from "react";
import { addDays, companyDay, date } from "@/app/format";
import { useMe } from "@/app/queries";
import type { Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { PickRecord } from "@/fields/pick-record";
import { useFaults } from "@/records/faults";
import { Button, Failed, Labelled, Panel } from "@/ui";
import { PickDay } from "@/ui/antd";
import { say } from "@/ui/notice";
import { useDeciding, useStandIns, type StandIn as Standing } from "../api";
import { useApprovalWords } from "../words";

/** Who decides in one's place, from when to when. */
export function StandIn({ onClose }: { onClose: () => void }) {
  const words = useApprovalWords();
  const { data, error, refetch } = useStandIns();
  return (
    <Panel title={words.standIn} onClose={onClose}>
      <p className="mut">{words.standInNote}</p>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data && data.length === 0 ? <p className="sm dim">{words.standNone}</p> : null}
      <ul className="lines">
        {data?.map((each) => (
          <Stands key={`${each.from}${each.until}`} standing={each} />
        ))}
      </ul>
      <Away />
    </Panel>
  );
}

function Stands({ standing }: { standing: Standing }) {
  const words = useApprovalWords();
  const { standIn } = useDeciding();
  const { cause, attempt } = useTrying();
  const me = useMe().data;
  const { from, until } = standing;
  const end = async () => {
    await attempt(async () => {
      await standIn({ stand_in: null, from, until });
      say(words.standEnded);
    });
  };
  return (
    <li>
      <span className="grow">
        {standing.person.id === me?.id
          ? words.standing(standing.stand_in.label ?? "", date(from), date(until))
          : words.standsFor(standing.person.label ?? "", date(from), date(until))}
        {cause ? <Failed cause={cause} /> : null}
      </span>
      {standing.person.id === me?.id ? (
        <Button small onClick={() => void end()}>
          {words.standEnd}
        </Button>
      ) : null}
    </li>
  );
}

function Away() {
  const words = useApprovalWords();
  const id = useId();
  const me = useMe().data;
  const today = companyDay(me?.now ?? new Date());
  const { standIn } = useDeciding();
  const [person, setPerson] = useState<Reference | null>(null);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(addDays(today, 7));
  const { busy, cause, attempt } = useTrying();
  const faults = useFaults(cause);
  const save = async () => {
    await attempt(async () => {
      await standIn({ stand_in: person?.id ?? null, from, until });
      say(words.standSaved);
      setPerson(null);
    });
  };
  return (
    <div className="form-1 ap-away">
      <Labelled id={id} label={words.standWho} fault={faults.stand_in}>
        <PickRecord id={id} object="person" label={words.standWho} value={person} onChange={setPerson} />
      </Labelled>
      <div className="ap-days">
        <Labelled id={`${id}-f`} label={words.standFrom} fault={faults.from}>
          <PickDay
            id={`${id}-f`}
            label={words.standFrom}
            value={from}
            onChange={(day) => setFrom(day ?? today)}
          />
        </Labelled>
        <Labelled id={`${id}-u`} label={words.standUntil} fault={faults.until}>
          <PickDay
            id={`${id}-u`}
            label={words.standUntil}
            value={until}
            onChange={(day) => setUntil(day ?? today)}
          />
        </Labelled>
      </div>
      {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
      <Button kind="ink" disabled={busy || !person} onClick={() => void save()}>
        {words.standSave}
      </Button>
    </div>
  );
}
