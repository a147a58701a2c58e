import { useEffect, useState } from "react";
import { Refusal } from "@/app/api";
import { useLanguage, type Language } from "@/app/language";
import { Seg } from "@/designing/parts";
import { usePreview } from "./queries";
import type { Design } from "./shapes";
import { useCaptureWords } from "./words";

const PAUSE = 350;

/** The very page visitors get, drawn by the server from the drawing as it stands. */
export function Preview({ design }: { design: Design }) {
  const words = useCaptureWords();
  const language = useLanguage();
  const [locale, setLocale] = useState<Language>(language);
  const { mutate, data, error } = usePreview();
  useEffect(() => {
    const timer = window.setTimeout(() => mutate({ design, locale }), PAUSE);
    return () => window.clearTimeout(timer);
  }, [design, locale, mutate]);
  return (
    <div className="cp-preview">
      <Seg
        label={words.preview}
        value={locale}
        options={[
          { value: "zh", label: words.previewIn.zh },
          { value: "en", label: words.previewIn.en },
        ]}
        onPick={setLocale}
      />
      {error instanceof Refusal ? (
        <p className="sm risk" role="status">
          {[...new Set([error.message, ...Object.values(error.fields)])].join(" ")}
        </p>
      ) : null}
      <iframe className="cp-frame" title={words.preview} srcDoc={data ?? ""} sandbox="" />
    </div>
  );
}
