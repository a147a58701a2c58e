import { useState } from "react";
import { useLabel, useLanguage } from "@/app/language";
import { regionName, useRegions, type Regions } from "@/app/regions";
import { Empty } from "@/ui/states";
import { usePocketFormWords } from "../../forms/words";
import { Line, Sheet } from "../../parts/sheet";
import type { PocketEditProps, PocketKind } from "../kind";
import { Picked } from "../pick-record";
import { SearchSheet } from "../search-sheet";

const MOST = 60;

/** A division by its name or code; without typing, provinces first and then what is inside them. */
function Edit({ id, field, value, onChange }: PocketEditProps) {
  const words = usePocketFormWords();
  const language = useLanguage();
  const label = useLabel();
  const regions = useRegions();
  const [open, setOpen] = useState(false);
  const code = typeof value === "string" ? value : null;
  const pick = (next: string) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <>
      <Picked
        id={id}
        blank={!code}
        label={code ? regionName(regions, code, language) : words.choose}
        onOpen={() => setOpen(true)}
        onRemove={code && !field.required ? () => onChange(null) : undefined}
      />
      {open ? (
        <SearchSheet label={words.search(label(field.label, field.name))} onClose={() => setOpen(false)}>
          {(text) => <Hits text={text} regions={regions} onPick={pick} />}
        </SearchSheet>
      ) : null}
    </>
  );
}

const isProvince = (code: string): boolean => code.endsWith("0000");
const isInside = (code: string, of: string): boolean =>
  code !== of && code.startsWith(of.replace(/(00)+$/, ""));

interface HitsProps {
  text: string;
  regions: Regions;
  onPick: (code: string) => void;
}

function Hits({ text, regions, onPick }: HitsProps) {
  const words = usePocketFormWords();
  const language = useLanguage();
  const [within, setWithin] = useState<string | null>(null);
  const typed = text.normalize("NFKC").toLowerCase();
  const named = [...regions.keys()].map((code) => ({ code, name: regionName(regions, code, language) }));
  const hits = typed
    ? named.filter(({ code, name }) => code.startsWith(typed) || name.toLowerCase().includes(typed))
    : named.filter(({ code }) =>
        within === null ? isProvince(code) : code === within || isInside(code, within),
      );
  return (
    <Sheet>
      {hits.length === 0 ? <Empty title={words.noneFound} /> : null}
      <ul className="rows flush">
        {hits.slice(0, typed ? MOST : hits.length).map(({ code, name }) => (
          <li key={code}>
            <Line
              title={name}
              end={code}
              onPick={() => (!typed && within === null ? setWithin(code) : onPick(code))}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

export const kind: PocketKind = { types: ["region"], Edit };
