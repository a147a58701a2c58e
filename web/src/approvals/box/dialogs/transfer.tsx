import { useId, useState } from "react";
import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { Labelled, TextArea } from "@/ui";
import { useApprovalWords } from "../../words";
import { Frame, type Asked } from "./frame";

interface TransferDialogProps extends Asked {
  onGo: (person: string, comment: string) => void;
}

/** Somebody else decides in one's place, for good. */
export function TransferDialog({ onGo, ...rest }: TransferDialogProps) {
  const words = useApprovalWords();
  const id = useId();
  const [person, setPerson] = useState<Reference | null>(null);
  const [comment, setComment] = useState("");
  return (
    <Frame
      {...rest}
      title={words.transferTitle}
      text={words.transferText}
      go={words.transfer}
      ready={person !== null}
      onGo={() => person && onGo(person.id, comment.trim())}
    >
      <Labelled id={id} label={words.person}>
        <PickRecord id={id} object="person" label={words.person} value={person} onChange={setPerson} />
      </Labelled>
      <Labelled id={`${id}-c`} label={words.comment} note={words.commentNote}>
        <TextArea id={`${id}-c`} value={comment} maxLength={2000} onText={setComment} />
      </Labelled>
    </Frame>
  );
}
