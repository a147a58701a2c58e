import { useLabel } from "@/app/language";
import { Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import { tagsOf, withDefault } from "./model";
import type { PaperProps } from "./paper";
import { useCaptureWords } from "./words";

const TAGS = "tags";

/** Values every lead of the form gets without being asked: tags, and lists nobody is asked about. */
export function Fixed({ shown, design, faults, onChange }: PaperProps) {
  const words = useCaptureWords();
  const label = useLabel();
  const tags = Array.isArray(design.defaults[TAGS]) ? (design.defaults[TAGS] as string[]) : [];
  const lists = shown.fields.filter(
    (each) => each.kind === "choice" && !design.fields.some((one) => one.field === each.name),
  );
  return (
    <>
      <h2>{words.fixed}</h2>
      <div className="dg-grid">
        <Labelled id="cp-tags" label={words.tags} note={words.tagsNote} fault={faults["defaults.tags"]}>
          <Input
            id="cp-tags"
            defaultValue={tags.join("、")}
            maxLength={400}
            onText={(text) => onChange(withDefault(design, TAGS, tagsOf(text)))}
          />
        </Labelled>
        {lists.map((each) => (
          <Labelled
            key={each.name}
            id={`cp-fixed-${each.name}`}
            label={label(each.label, each.name)}
            fault={faults[`defaults.${each.name}`]}
          >
            <PickOne
              id={`cp-fixed-${each.name}`}
              value={(design.defaults[each.name] as string | undefined) ?? null}
              clearable
              placeholder={words.unsaid}
              options={each.choices.map((one) => ({ value: one.key, label: label(one.label, one.key) }))}
              onChange={(value) => onChange(withDefault(design, each.name, value))}
            />
          </Labelled>
        ))}
      </div>
    </>
  );
}
