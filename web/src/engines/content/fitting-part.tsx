import { useRecord } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { Section } from "@/ui";
import { closeness, fits } from "./fitting";
import { situationOf, useLibrary } from "./library";
import { OfferRow } from "./offers";
import { useContentWords } from "./words";

const MOST = 5;

interface FittingProps {
  customer: string;
  deal?: RecordRow;
}

/** What of the library suits a customer, and the stage and product of a deal, the closest first. */
export function FittingPart({ customer, deal }: FittingProps) {
  const words = useContentWords();
  const { data: row } = useRecord("customer", customer);
  const { data: library } = useLibrary();
  const at = situationOf(row, deal);
  const found = (library ?? [])
    .filter((offer) => fits(offer, at))
    .sort((a, b) => closeness(b, at) - closeness(a, at) || (a.title < b.title ? -1 : 1))
    .slice(0, MOST);
  if (!library || library.length === 0 || !customer) return null;
  return (
    <Section thin title={words.fitting}>
      {found.length === 0 ? <p className="sm dim">{words.noneFits}</p> : null}
      <ul className="offers-l">
        {found.map((offer) => (
          <OfferRow
            key={offer.id}
            offer={offer}
            why={offer.keywords}
            to={{ customer, ...(deal ? { deal: deal.id } : {}) }}
          />
        ))}
      </ul>
    </Section>
  );
}
