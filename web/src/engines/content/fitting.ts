/**
 * Which content fits a situation, and which is called for by what somebody writes: twin of
 * prooftrail/sales/content/rules/fitting.py; cases/content holds both to it.
 */

export interface Offer {
  id: string;
  title: string;
  /** Words divided by 、 or commas. */
  keywords: string;
  /** Blank means it suits any. */
  product: string | null;
  industries: readonly string[];
  stages: readonly string[];
}

/** What is known of the customer and the deal. */
export interface Situation {
  industry?: string | null | undefined;
  stage?: string | null | undefined;
  product?: string | null | undefined;
}

export interface Offered {
  offer: Offer;
  words: string[];
}

const DIVIDERS = /[、,，;；|\n\r\t]+/;
const LATIN = /^[0-9a-z]$/i;

const within = (given: string | null | undefined, limits: readonly string[]): boolean =>
  !given || limits.length === 0 || limits.includes(given);

/** Whether nothing that is known speaks against it. */
export const fits = (offer: Offer, at: Situation): boolean =>
  within(at.industry, offer.industries) &&
  within(at.stage, offer.stages) &&
  within(at.product, offer.product ? [offer.product] : []);

/** How many of its limits the situation meets: what was made for it comes before what suits any. */
export const closeness = (offer: Offer, at: Situation): number =>
  Number(Boolean(at.industry) && offer.industries.includes(at.industry ?? "")) +
  Number(Boolean(at.stage) && offer.stages.includes(at.stage ?? "")) +
  Number(Boolean(at.product) && at.product === offer.product);

/** A text as it is compared: one width, one case, no blanks at the ends. */
export const plain = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

export const keywordsOf = (said: string): string[] => [
  ...new Set(
    said
      .split(DIVIDERS)
      .map(plain)
      .filter((word) => word !== ""),
  ),
];

const joins = (left: string, right: string): boolean => LATIN.test(left) && LATIN.test(right);

/** Whether a plain text holds a plain keyword; one of Latin letters only as a word of its own. */
export function isSaid(keyword: string, text: string): boolean {
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
    const end = at + keyword.length;
    const before = joins(text.charAt(at - 1), keyword.charAt(0));
    if (!before && !joins(keyword.charAt(keyword.length - 1), text.charAt(end))) return true;
  }
  return false;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a text calls for, with the words that did: most words first, then the closest, then by title. */
export function offered(text: string, offers: readonly Offer[], at: Situation, most: number): Offered[] {
  const said = plain(text);
  return offers
    .map((offer) => ({ offer, words: keywordsOf(offer.keywords).filter((word) => isSaid(word, said)) }))
    .filter(({ offer, words }) => words.length > 0 && fits(offer, at))
    .sort(
      (a, b) =>
        b.words.length - a.words.length ||
        closeness(b.offer, at) - closeness(a.offer, at) ||
        order(a.offer.title, b.offer.title) ||
        order(a.offer.id, b.offer.id),
    )
    .slice(0, most);
}
