import { createContext, useContext, useEffect, useRef, useState } from "react";
import { Refusal } from "@/app/api";
import { newId } from "@/app/ids";
import type { FileHandle, Value } from "@/app/shapes";
import { isFiles } from "@/app/values";
import { Button } from "@/ui/button";
import { holdFile, madeReady, upload, type Told } from "../data";
import { usePocketFormWords } from "../forms/words";
import { Failing } from "../parts/failing";

/** A file on its way. `key` is its Idempotency-Key: sending again never makes two of it. */
interface Sending {
  key: string;
  file: File;
  told: Told;
  sent: number;
  failure: unknown;
}

export interface Uploads {
  held: FileHandle[];
  under_way: Sending[];
  add: (files: File[], told: Told) => void;
  again: (key: string) => void;
  forget: (key: string) => void;
  drop: (id: string) => void;
}

/** Whether the form around goes through the outbox: then a file that cannot be sent now goes with it. */
export const GoesLater = createContext(false);

/** Files of one field: those it holds, and those on their way to it. */
export function useUploads(
  value: Value | undefined,
  onChange: (value: Value) => void,
  onBusy: (busy: boolean) => void,
): Uploads {
  const held = isFiles(value) ? value : [];
  const [under_way, setUnderWay] = useState<Sending[]>([]);
  const latest = useRef(held);
  useEffect(() => {
    latest.current = held;
  });
  const busy = under_way.some((each) => each.failure === null);
  const tell = useRef(onBusy);
  useEffect(() => {
    tell.current = onBusy;
  });
  useEffect(() => {
    if (!busy) return undefined;
    tell.current(true);
    return () => tell.current(false);
  }, [busy]);
  const put = (files: FileHandle[]) => {
    latest.current = files;
    onChange(files.length > 0 ? files : null);
  };
  const mark = (key: string, more: Partial<Sending>) =>
    setUnderWay((all) => all.map((each) => (each.key === key ? { ...each, ...more } : each)));
  const forget = (key: string) => setUnderWay((all) => all.filter((each) => each.key !== key));
  const later = useContext(GoesLater);
  const carry = async ({ key, file, told }: Sending): Promise<FileHandle> => {
    const ready = await madeReady(file);
    try {
      return await upload(ready, told, key, (sent) => mark(key, { sent }));
    } catch (cause) {
      if (!later || !(cause instanceof Refusal && cause.unreachable)) throw cause;
      return holdFile({ ...ready, key, kind: "", told, sent: 0, handle: null });
    }
  };
  const send = (each: Sending) =>
    void carry(each).then(
      (handle) => {
        put([...latest.current, { ...handle, name: handle.name ?? each.file.name }]);
        forget(each.key);
      },
      (failure: unknown) => mark(each.key, { failure }),
    );
  return {
    held,
    under_way,
    add: (files, told) => {
      const fresh = files.map((file) => ({ key: newId(), file, told, sent: 0, failure: null }));
      setUnderWay((all) => [...all, ...fresh]);
      fresh.forEach(send);
    },
    again: (key) => {
      const found = under_way.find((each) => each.key === key);
      if (!found) return;
      mark(key, { failure: null, sent: 0 });
      send(found);
    },
    forget,
    drop: (id) => put(latest.current.filter((file) => file.id !== id)),
  };
}

/** What is on its way, how far it has come, and what did not get through. */
export function UnderWay({ uploads }: { uploads: Uploads }) {
  const words = usePocketFormWords();
  if (uploads.under_way.length === 0) return null;
  return (
    <ul className="under-way">
      {uploads.under_way.map(({ key, file, sent, failure }) =>
        failure === null ? (
          <li key={key} className="sm mut n" role="status">
            {words.sending(file.name, Math.round((100 * sent) / Math.max(1, file.size)))}
          </li>
        ) : (
          <li key={key}>
            <p className="sm">{words.notSent(file.name)}</p>
            <Failing cause={failure} />
            <p className="row">
              <Button onClick={() => uploads.again(key)}>{words.again}</Button>
              <Button kind="quiet" onClick={() => uploads.forget(key)}>
                {words.drop(file.name)}
              </Button>
            </p>
          </li>
        ),
      )}
    </ul>
  );
}
