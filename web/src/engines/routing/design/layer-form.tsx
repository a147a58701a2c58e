import { useId } from "react";
import { useObject } from "@/app/queries";
import { NumberField } from "@/designing/parts";
import { NameOf } from "@/events/change";
import { PickRecord } from "@/fields/pick-record";
import { Conditions } from "@/records/conditions";
import { Button, Chip, Icon } from "@/ui";
import type { GivenObject, Layer } from "../shapes";
import { useRoutingWords } from "../words";

interface LayerFormProps {
  layer: Layer;
  about: GivenObject;
  at: number;
  faults: Record<string, string>;
  onChange: (layer: Layer) => void;
  onDrop: () => void;
}

/** One layer on paper: what it asks, changed in place. */
export function LayerForm({ layer, about, at, faults, onChange, onDrop }: LayerFormProps) {
  const { design: words } = useRoutingWords();
  const name = words.layer[layer.about];
  return (
    <li className="gd-layer" data-layer={layer.about}>
      <span className="gd-n n" aria-hidden="true">
        {at + 1}
      </span>
      <div className="grow">
        <p className="sm dim">{name}</p>
        {layer.about === "record" || layer.about === "rep" ? (
          <FilterOf
            layer={layer}
            object={layer.about === "rep" ? "rep_profile" : about}
            onChange={onChange}
          />
        ) : null}
        {layer.about === "team" ? <TeamOf layer={layer} onChange={onChange} /> : null}
        {layer.about === "load" ? (
          <NumberField
            label={words.below}
            value={layer.below ?? null}
            unit={words.items}
            onNumber={(below) => onChange({ ...layer, below })}
          />
        ) : null}
        {Object.values(faults).map((said) => (
          <p key={said} className="sm risk">
            {said}
          </p>
        ))}
      </div>
      <button type="button" className="tap" aria-label={words.dropLayer(name)} onClick={onDrop}>
        <Icon name="x" size="s" />
      </button>
    </li>
  );
}

interface PartProps {
  layer: Layer;
  onChange: (layer: Layer) => void;
}

function FilterOf({ layer, object, onChange }: PartProps & { object: string }) {
  const { design: words } = useRoutingWords();
  const shape = useObject(object).data;
  if (!shape) return null;
  if (!layer.filter)
    return (
      <p className="row">
        <span className="sm mut">{words.always}</span>
        <Button small icon="plus" onClick={() => onChange({ ...layer, filter: ["and"] })}>
          {words.addCondition}
        </Button>
      </p>
    );
  return (
    <Conditions
      shape={shape}
      condition={layer.filter}
      onChange={(filter) => onChange({ ...layer, filter: filter ?? ["and"] })}
    />
  );
}

function TeamOf({ layer, onChange }: PartProps) {
  const { design: words } = useRoutingWords();
  return (
    <div className="gd-team">
      <Members
        object="department"
        add={words.addDepartment}
        ids={layer.departments}
        onChange={(departments) => onChange({ ...layer, departments })}
      />
      <Members
        object="person"
        add={words.addPerson}
        ids={layer.people}
        onChange={(people) => onChange({ ...layer, people })}
      />
    </div>
  );
}

interface MembersProps {
  object: "department" | "person";
  add: string;
  ids: string[];
  onChange: (ids: string[]) => void;
}

function Members({ object, add, ids, onChange }: MembersProps) {
  const { design: words } = useRoutingWords();
  const id = useId();
  return (
    <div className="gd-members">
      {ids.map((each) => (
        <Chip
          key={each}
          tone="indigo"
          onRemove={() => onChange(ids.filter((other) => other !== each))}
          removeLabel={words.dropOne(each)}
        >
          <NameOf object={object} id={each} />
        </Chip>
      ))}
      <span className="gd-pick">
        <PickRecord
          key={ids.length}
          id={id}
          label={add}
          placeholder={add}
          object={object}
          value={null}
          onChange={(one) => one && !ids.includes(one.id) && onChange([...ids, one.id])}
        />
      </span>
    </div>
  );
}
