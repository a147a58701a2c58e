import { useId, useState } from "react";
import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { Chip, Labelled } from "@/ui";
import { useApprovalWords } from "../../words";
import { Frame, type Asked } from "./frame";

interface CopyDialogProps extends Asked {
  onGo: (people: string[]) => void;
}

/** Who else is to read it. */
export function CopyDialog({ onGo, ...rest }: CopyDialogProps) {
  const words = useApprovalWords();
  const id = useId();
  const [people, setPeople] = useState<Reference[]>([]);
  return (
    <Frame
      {...rest}
      title={words.copyTitle}
      go={words.copy}
      ready={people.length > 0}
      onGo={() => onGo(people.map((each) => each.id))}
    >
      <p className="row ap-chips">
        {people.map((each) => (
          <Chip
            key={each.id}
            removeLabel={`${words.clear}: ${each.label}`}
            onRemove={() => setPeople(people.filter((other) => other.id !== each.id))}
          >
            {each.label}
          </Chip>
        ))}
      </p>
      <Labelled id={id} label={words.person}>
        <PickRecord
          id={id}
          object="person"
          label={words.person}
          value={null}
          onChange={(next) => {
            if (next && !people.some((each) => each.id === next.id)) setPeople([...people, next]);
          }}
        />
      </Labelled>
    </Frame>
  );
}
