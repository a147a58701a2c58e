import type { RecordRow } from "@/app/shapes";
import { Button } from "@/ui/button";
import { offered, type Offer } from "./fitting";
import { situationOf, useLibrary } from "./library";
import type { Receiver } from "./sharing";
import { useShare } from "./use-share";
import { useContentWords } from "./words";
import "./content.css";

const MOST = 3;

interface OffersProps {
  /** Everything written so far. */
  text: string;
  customer: RecordRow | undefined;
  deal: RecordRow | undefined;
  to: Receiver;
}

/** What the library has for what is being written: one tap shares it and keeps that it was sent. */
export function Offers({ text, customer, deal, to }: OffersProps) {
  const words = useContentWords();
  const { data: library = [] } = useLibrary();
  const found = offered(text, library, situationOf(customer, deal), MOST);
  if (found.length === 0) return null;
  return (
    <section className="offers" aria-label={words.offers}>
      <h2 className="offers-h">{words.offers}</h2>
      <ul>
        {found.map(({ offer, words: said }) => (
          <OfferRow
            key={`${offer.id} ${to.customer ?? ""}`}
            offer={offer}
            why={words.because(said.join("、"))}
            to={to}
          />
        ))}
      </ul>
    </section>
  );
}

/** One content with its button, and what came of it. */
export function OfferRow({ offer, why, to }: { offer: Offer; why: string; to: Receiver }) {
  const words = useContentWords();
  const { busy, note, url, done, run } = useShare(offer.id, offer.title, to);
  const nobody = !to.customer;
  return (
    <li className="offer" data-content={offer.id}>
      <span className="offer-t">
        <b>{offer.title}</b>
        <span className="sm mut">{why}</span>
        <span role="status" className="sm">
          {busy ? words.sharing : note}
        </span>
        {url ? <code className="offer-u">{url}</code> : null}
      </span>
      <Button disabled={busy || nobody} title={nobody ? words.needsCustomer : ""} onClick={() => void run()}>
        {done ? words.shareAgain : words.share}
      </Button>
    </li>
  );
}
