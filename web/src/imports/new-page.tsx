import { useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useLabel } from "@/app/language";
import { useMe, useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { Page } from "@/desk/page";
import { Button, Failed, Loading } from "@/ui";
import { guessFile, startImport } from "./calls";
import { ColumnsSection } from "./columns-section";
import { askingOf, draftOf, filledTwice, mappingOf, settled, type Draft } from "./draft";
import { FileSection } from "./file-section";
import { keep, kept } from "./kept";
import { OptionsSection } from "./options-section";
import type { Guess } from "./shapes";
import { Steps } from "./steps";
import { ValuesSection } from "./values-section";
import { useImportWords } from "./words";
import "@/records/records.css";
import "./imports.css";

/** A file, what its columns are, and a dry run: `?object=` from a list, `?again=` from a dry run. */
export function NewImportPage() {
  const { data: objects } = useObjects();
  if (!objects) return <Loading lines={6} />;
  return <NewImport objects={objects.filter((shape) => shape.can.create || shape.can.write)} />;
}

function NewImport({ objects }: { objects: ObjectShape[] }) {
  const words = useImportWords();
  const label = useLabel();
  const navigate = useNavigate();
  const me = useMe().data;
  const [params] = useSearchParams();
  const before = kept(params.get("again"));
  const [object, setObject] = useState<string | null>(before?.object ?? params.get("object"));
  const [file, setFile] = useState<File | null>(before?.file ?? null);
  const [guess, setGuess] = useState<Guess | null>(before?.guess ?? null);
  const [draft, setDraft] = useState<Draft | null>(before?.draft ?? null);
  const [cause, setCause] = useState<unknown>(null);
  const [busy, setBusy] = useState<"guess" | "send" | null>(null);
  const asked = useRef(0);
  // What was chosen last, also before it is drawn: a file may follow its object at once.
  const chosen = useRef({ file, object });
  const shape = objects.find((each) => each.name === object);
  const ask = async (of: File, into: string, mapping: unknown, again: boolean) => {
    const turn = ++asked.current;
    setBusy("guess");
    setCause(null);
    try {
      const found = await guessFile(of, into, mapping);
      if (turn !== asked.current) return;
      setGuess(found);
      setDraft((now) => (again && now ? settled(now, found) : draftOf(found)));
    } catch (refused) {
      if (turn !== asked.current) return;
      setCause(refused);
    }
    setBusy(null);
  };
  const begin = (nextFile: File | null, nextObject: string | null, sheet?: string) => {
    chosen.current = { file: nextFile, object: nextObject };
    setFile(nextFile);
    setObject(nextObject);
    setGuess(null);
    setDraft(null);
    setCause(null);
    if (nextFile && nextObject) void ask(nextFile, nextObject, sheet ? { sheet } : {}, false);
  };
  const change = (next: Draft, again: boolean) => {
    setDraft(next);
    if (again && file && object) void ask(file, object, askingOf(next), true);
  };
  const send = async () => {
    if (!file || !object || !guess || !draft || busy) return;
    setBusy("send");
    setCause(null);
    try {
      const { id } = await startImport(file, object, mappingOf(draft));
      keep({ file, object, guess, draft, id });
      void navigate(`/imports/${id}`);
    } catch (refused) {
      setCause(refused);
      setBusy(null);
    }
  };
  const title = shape ? words.into(label(shape.label, shape.name)) : words.start;
  const stuck = draft !== null && filledTwice(draft).size > 0;
  return (
    <Page title={title}>
      <div className="imp">
        <header className="list-h">
          <h1 className="grow">{title}</h1>
          <Steps at={guess ? 1 : 0} />
        </header>
        {params.get("again") && !before ? <p className="mut imp-gone">{words.gone}</p> : null}
        <FileSection
          objects={objects}
          object={object}
          file={file}
          guess={guess}
          onObject={(next) => begin(chosen.current.file, next)}
          onFile={(next) => begin(next, chosen.current.object)}
          onSheet={(sheet) => begin(file, object, sheet)}
        />
        {busy === "guess" && !guess ? <Loading lines={6} done={words.file.reading} /> : null}
        {guess && draft && shape ? (
          <>
            <ColumnsSection guess={guess} draft={draft} onDraft={change} />
            <ValuesSection guess={guess} draft={draft} onDraft={(next) => change(next, false)} />
            <OptionsSection
              guess={guess}
              draft={draft}
              shape={shape}
              mayMigrate={me?.permissions.includes("records:migrate") ?? false}
              onDraft={change}
            />
          </>
        ) : null}
        {cause ? <Failed cause={cause} /> : null}
        {guess && draft ? (
          <footer className="imp-go">
            <span className="sm dim">{words.goNote}</span>
            <Button kind="ink" disabled={busy !== null || stuck} onClick={() => void send()}>
              {busy === "send" ? words.going : words.go}
            </Button>
          </footer>
        ) : null}
      </div>
    </Page>
  );
}
