import { useState } from "react";
import { number } from "@/app/format";
import { useRecordEvents } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Button, Empty, Failed, Loading } from "@/ui";
import { EventLine } from "./event-line";

const STEP = 30;

/** The whole life of one record, newest first. */
export function RecordHistory({ shape, id }: { shape: ObjectShape; id: string }) {
  const words = useDeskWords();
  const [most, setMost] = useState(STEP);
  const { data, error, isPending, refetch } = useRecordEvents(shape.name, id);
  if (isPending) return <Loading lines={4} />;
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty title={words.history.none} />;
  return (
    <>
      <ol className="hist">
        {data.slice(0, most).map((event) => (
          <EventLine key={event.cursor} shape={shape} event={event} />
        ))}
      </ol>
      {data.length > most ? (
        <Button small kind="quiet" onClick={() => setMost(most + 100)}>
          {words.history.older} {number(data.length - most)}
        </Button>
      ) : null}
    </>
  );
}
