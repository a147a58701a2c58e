import { Button, Empty } from "@/ui";
import { say } from "@/ui/notice";
import { frameOf, snippetOf } from "./model";
import type { CaptureForm } from "./shapes";
import { useCaptureWords } from "./words";

/** What a site needs to show the form, and to note visits after consent. */
export function Embed({ form }: { form: CaptureForm | null }) {
  const words = useCaptureWords();
  const place = form?.places.find((each) => !each.closed);
  if (!form || !place) return <Empty title={words.publishFirst} />;
  const origin = place.url ? place.url.slice(0, -place.path.length) : window.location.origin;
  return (
    <>
      <Snippet
        title={words.embedForm}
        text={words.embedFormText}
        code={frameOf(origin, place.path, form.name)}
      />
      <Snippet title={words.embedVisits} text={words.embedVisitsText} code={snippetOf(origin, place.token)} />
    </>
  );
}

function Snippet({ title, text, code }: { title: string; text: string; code: string }) {
  const words = useCaptureWords();
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    say(words.copied);
  };
  return (
    <section className="cp-snippet">
      <h3>{title}</h3>
      <p className="sm dim">{text}</p>
      <pre tabIndex={0}>{code}</pre>
      <Button small icon="doc" onClick={() => void copy()}>
        {words.copySnippet}
      </Button>
    </section>
  );
}
