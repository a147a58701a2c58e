import { number } from "@/app/format";
import { Failed, Loading, Section } from "@/ui";
import { useAdoption } from "./queries";
import type { Adoption, Pack } from "./shapes";
import { useChoicesOf } from "./use-labels";
import { useLearningWords } from "./words";

/** How many deals followed each step, and what became of those that kept to it. */
export function AdoptionPart({ pack }: { pack: Pack }) {
  const { packs: words } = useLearningWords();
  const { data, error } = useAdoption(pack.id, true);
  return (
    <Section title={words.adoption} note={data ? words.adoptionNote(number(data.deals)) : undefined}>
      {error ? <Failed cause={error} /> : null}
      {!data && !error ? <Loading lines={4} /> : null}
      {data?.deals === 0 ? <p className="dim">{words.noDeals}</p> : null}
      {data && data.deals > 0 ? <Bars pack={pack} data={data} /> : null}
    </Section>
  );
}

function Bars({ pack, data }: { pack: Pack; data: Adoption }) {
  const { packs: words } = useLearningWords();
  const types = useChoicesOf("activity", "type");
  const percent = (count: number) => Math.round((count * 100) / data.deals);
  return (
    <>
      <ol className="le-bars">
        {data.steps.map((count, at) => (
          <li key={at}>
            <span>{types.name(pack.steps[at]?.type ?? "")}</span>
            <span className="le-bar" aria-hidden="true">
              <i style={{ width: `${percent(count)}%` }} />
            </span>
            <span className="sm n">{words.did(number(count), number(percent(count)))}</span>
          </li>
        ))}
      </ol>
      <p className="sm">
        {words.close} {number(data.close.deals)} ·{" "}
        {words.won(number(data.close.won), number(data.close.ended))}
        <br />
        {words.loose} {number(data.loose.deals)} ·{" "}
        {words.won(number(data.loose.won), number(data.loose.ended))}
      </p>
    </>
  );
}
