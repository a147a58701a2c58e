import { useId, useState } from "react";
import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { Labelled } from "@/ui";
import { useApprovalWords } from "../../words";
import { Frame, type Asked } from "./frame";

const PLACES = ["before", "after", "with"] as const;
export type SignerPlace = (typeof PLACES)[number];

interface SignerDialogProps extends Asked {
  onGo: (person: string, place: SignerPlace) => void;
}

/** One more who is asked at this step: first, afterwards or at the same time. */
export function SignerDialog({ onGo, ...rest }: SignerDialogProps) {
  const words = useApprovalWords();
  const id = useId();
  const [person, setPerson] = useState<Reference | null>(null);
  const [place, setPlace] = useState<SignerPlace>("before");
  return (
    <Frame
      {...rest}
      title={words.signerTitle}
      go={words.addSigner}
      ready={person !== null}
      onGo={() => person && onGo(person.id, place)}
    >
      <Labelled id={id} label={words.person}>
        <PickRecord id={id} object="person" label={words.person} value={person} onChange={setPerson} />
      </Labelled>
      <fieldset className="ap-why">
        <legend className="lb">{words.place}</legend>
        {PLACES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-place`}
              checked={place === each}
              onChange={() => setPlace(each)}
            />
            {words.places[each]}
          </label>
        ))}
      </fieldset>
    </Frame>
  );
}
