import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Button, Icon, Labelled, Section } from "@/ui";
import { PickOne } from "@/ui/antd";
import { Drop } from "@/ui/drop";
import type { Guess } from "./shapes";
import { useImportWords } from "./words";

const ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xls";

interface FileSectionProps {
  objects: ObjectShape[];
  object: string | null;
  file: File | null;
  guess: Guess | null;
  onObject: (object: string | null) => void;
  onFile: (file: File | null) => void;
  onSheet: (sheet: string) => void;
}

/** Which file, and what its rows become. */
export function FileSection(props: FileSectionProps) {
  const { objects, object, file, guess, onObject, onFile, onSheet } = props;
  const words = useImportWords();
  const label = useLabel();
  return (
    <Section title={words.file.title} note={guess ? null : words.file.same}>
      <div className="imp-file">
        <Labelled id="imp-object" label={words.file.object}>
          <PickOne
            id="imp-object"
            value={object}
            placeholder={words.file.pickObject}
            options={objects.map((shape) => ({ value: shape.name, label: label(shape.label, shape.name) }))}
            onChange={onObject}
          />
        </Labelled>
        <div className="lbd">
          <span className="lb">{words.file.title}</span>
          {file ? (
            <p className="imp-name">
              <Icon name="doc" size="s" />
              <b className="clip">{file.name}</b>
              {guess ? (
                <span className="mut n nowrap">
                  {guess.more ? words.file.more(number(guess.rows)) : words.file.rows(number(guess.rows))}
                </span>
              ) : null}
              <Button small kind="quiet" onClick={() => onFile(null)}>
                {words.file.other}
              </Button>
            </p>
          ) : (
            <Drop
              id="imp-file"
              accept={ACCEPTED}
              label={words.file.drop}
              hint={words.file.hint}
              onFiles={(files) => onFile(files[0] ?? null)}
            />
          )}
        </div>
        {guess && guess.sheets.length > 1 ? (
          <Labelled id="imp-sheet" label={words.file.sheet}>
            <PickOne
              id="imp-sheet"
              value={guess.sheet}
              options={guess.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
              onChange={(sheet) => sheet && onSheet(sheet)}
            />
          </Labelled>
        ) : null}
      </div>
    </Section>
  );
}
